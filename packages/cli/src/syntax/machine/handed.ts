import type { Call } from '../values/frame.ts'
import { printText } from '../values/text.ts'
import type { Value } from '../values/value.ts'
import { placeOf } from './machine.ts'
import { readSlot } from './slots.ts'

// What packages call their beginning: they are told there whom to speak to.
const BEGINS = /^(?:init|initialize|setup|configure|connect|install|register|create[A-Z]\w*|load[A-Z]?\w*|\w*[lL]ayer)$/
const HOST = /^https?:\/\/(?:[^/?#@{}]*@)?([^/?#@{}]+\.[a-z]{2,})(?=[/?#:]|$)/i

/** Tells observers of hosts that a package is given when it begins: `init({ dsn: 'https://…' })`. */
export function tellHosts(name: string, { args, frame, node }: Call): void {
  if (!BEGINS.test(name)) return
  for (const host of args.flatMap(arg => hostsIn(arg, 0))) {
    for (const one of frame.machine.world.observers) one.handed?.(host, placeOf(frame, node))
  }
}

function hostsIn(value: Value, depth: number): string[] {
  return value.flatMap(atom => {
    if (atom.kind === 'text') return HOST.exec(printText(atom))?.[1] ?? []
    if (atom.kind !== 'object' || atom.tag !== 'plain' || depth > 1) return []
    return [...atom.slots.values()].flatMap(slot => hostsIn(readSlot(slot), depth + 1))
  })
}
