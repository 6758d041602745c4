import type { Control, Value } from '../../syntax/index.ts'

/** What the page says of elements. */
export function controlsOf(elements: Value): Control[] {
  return elements.flatMap(atom => (atom.kind === 'unknown' && atom.part === 'element' ? (atom.control ?? []) : []))
}
