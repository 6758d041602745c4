import type { Value } from '../values/value.ts'
import { readSlot } from './slots.ts'

const DEEPEST = 3

/**
 * Notes that the program uses a value: shows it, compares it, hands it to something that is not read. Moving a value about
 * (assigning, returning, unwrapping) is no use, so a wrapper's `.data` is not counted for answers that nobody looks at.
 */
export function use(value: Value, depth = 0): void {
  for (const atom of value) {
    switch (atom.kind) {
      case 'answer':
        atom.source.used.add(atom.path)
        break
      case 'promise':
        use(atom.value, depth)
        break
      case 'text':
        for (const part of atom.parts) if ('name' in part && part.of?.kind === 'answer') use([part.of], depth)
        break
      case 'object':
        if (depth < DEEPEST) {
          if (atom.unfold) use(atom.unfold(), depth)
          for (const slot of atom.slots.values()) use(readSlot(slot), depth + 1)
          for (const base of atom.bases) use(base.value, depth + 1)
          if (atom.element) use(readSlot(atom.element), depth + 1)
          if (atom.inner) use(atom.inner, depth + 1)
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
