import type { Thing, Value } from '../values/value.ts'
import { countLook, USE, wentThrough } from './once.ts'
import { readSlot } from './slots.ts'

const DEEPEST = 3

/**
 * Notes that the program uses a value: shows it, compares it, hands it to something that is not read. Moving a value about
 * (assigning, returning, unwrapping) is no use, so a wrapper's `.data` is not counted for answers that nobody looks at.
 */
export function use(value: Value, depth = 0): void {
  mark(value, depth, new Map())
}

/** Goes into an object once, unless it stands higher up here: rows that know their lists are a power of their number. */
function mark(value: Value, depth: number, seen: Map<Thing, number>): void {
  for (const atom of value) {
    switch (atom.kind) {
      case 'answer':
        atom.source.used.add(atom.path)
        break
      case 'promise':
        mark(atom.value, depth, seen)
        break
      case 'text':
        for (const part of atom.parts) if ('name' in part && part.of?.kind === 'answer') mark([part.of], depth, seen)
        break
      case 'object':
        if (depth < DEEPEST && depth < (seen.get(atom) ?? DEEPEST) && !wentThrough(atom, USE, depth)) {
          seen.set(atom, depth)
          countLook(atom)
          if (atom.unfold) mark(atom.unfold(), depth, seen)
          for (const slot of atom.slots.values()) mark(readSlot(slot), depth + 1, seen)
          for (const base of atom.bases) mark(base.value, depth + 1, seen)
          if (atom.element) mark(readSlot(atom.element), depth + 1, seen)
          if (atom.inner) mark(atom.inner, depth + 1, seen)
        }
        break
      default:
    }
  }
}

/** Notes that a value decides something: of an object only that it is there, not what it holds. */
export function useAsTest(value: Value): void {
  use(value, DEEPEST)
}
