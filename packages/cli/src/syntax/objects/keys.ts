import { readSlot, watchFields } from '../machine/slots.ts'
import { memberNames } from '../types/members.ts'
import type { Value } from '../values/value.ts'
import { refValue } from './member.ts'

/** The names of an object's members. `open` when there may be others. */
export interface Keys {
  names: string[]
  open: boolean
}

/** The names of the members of all alternatives. */
export function keysOf(value: Value): Keys {
  const names = new Set<string>()
  let open = false
  for (const atom of value) {
    if (atom.kind === 'object') {
      watchFields(atom)
      const held = atom.unfold?.() ?? (atom.tag === 'ref' ? refValue(atom) : undefined)
      const inner = held && keysOf(held)
      for (const name of inner?.names ?? []) names.add(name)
      for (const [name, slot] of inner ? [] : atom.slots) {
        if (slot.getter || !isAbsent(readSlot(slot))) names.add(name)
      }
      for (const name of atom.lazyNames?.() ?? []) names.add(name)
      for (const base of atom.bases) {
        const below = keysOf(base.value)
        for (const name of below.names) names.add(name)
        open ||= below.open
      }
      open ||= (inner?.open ?? false) || (atom.element !== undefined && readSlot(atom.element).length > 0)
    } else if (atom.kind === 'unknown') {
      const typed = atom.type && memberNames(atom.type)
      for (const name of typed ?? []) names.add(name)
      open ||= !typed
    } else if (atom.kind === 'answer') open = true
  }
  return { names: [...names], open }
}

function isAbsent(value: Value): boolean {
  return value.length === 0
}
