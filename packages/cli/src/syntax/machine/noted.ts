import type { Type } from '../types/type.ts'
import type { Thing } from '../values/value.ts'
import { isRunning } from './slots.ts'

interface Noted {
  round: number
  held: number
  /** How deep in another object this one stood, by the type's node. */
  depths: Map<Type['node'], number>
}

const things = new WeakMap<Thing, Noted>()

/**
 * Whether a complete object was gone through with this type before in this round, no deeper than now, and holds no more since.
 * A state that hooks hand to every component was gone through by each of them: a third of the work of one with 40 stores.
 */
export function isNoted(thing: Thing, { node }: Type, depth: number): boolean {
  if (!thing.born || isRunning(thing.born)) return false
  const { depths } = notedOf(thing, thing.born.machine.round)
  const before = depths.get(node)
  if (before !== undefined && before <= depth) return true
  depths.set(node, depth)
  return false
}

function notedOf(thing: Thing, round: number): Noted {
  const held = heldBy(thing)
  const known = things.get(thing)
  if (known?.round === round && known.held === held) return known
  const noted = { round, held, depths: new Map() }
  things.set(thing, noted)
  return noted
}

/** How many alternatives an object holds: it only grows. */
function heldBy({ slots }: Thing): number {
  let held = slots.size
  for (const { value, cell } of slots.values()) held += value.length + (cell?.value.length ?? 0)
  return held
}
