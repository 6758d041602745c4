import type { Value } from '../values/value.ts'
import type { Machine } from './machine.ts'
import { addToCell, cellOf, readCell } from './slots.ts'

/** `window.app = …`: every script sees it by its name. False where nothing was kept: code that nothing reaches gives nothing. */
export function giveGlobal(machine: Machine, name: string, value: Value): boolean {
  addToCell(machine, cellOf(machine, `global:${name}`), value)
  return machine.live
}

/** What scripts gave to the page under a name; undefined where none did. */
export function givenGlobal(machine: Machine, name: string): Value | undefined {
  if (!machine.assigned.has(`.${name}`)) return undefined
  const value = readCell(cellOf(machine, `global:${name}`))
  return value.length > 0 ? value : undefined
}
