import type { Signals } from '../../blueprint/derive/detection.ts'
import type { Located } from '../endpoints/located.ts'
import type { Notes } from './notes.ts'

/** Facts that are not about one endpoint's wire form. */
export function signalsOf(_located: readonly Located[], _notes: Notes): Signals {
  return {}
}
