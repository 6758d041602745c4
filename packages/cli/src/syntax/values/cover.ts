import type { Atom, Part } from './value.ts'

/**
 * The given number of alternatives. Of texts that are put together of parts which may be there or not, those with the most of
 * them come first, so that each part stands in one at least: `?a=1`, `&b=2` and so on, each behind its own `if`. Else the
 * first: what is full does not change any more, and whoever reads it comes to rest.
 */
export function coverOf(atoms: readonly Atom[], most: number): Atom[] {
  const chosen = new Set<Atom>()
  const covered = new Set<string>()
  const texts = atoms.flatMap(atom => (atom.kind === 'text' && atom.parts.length > 1 ? [atom] : [])).reverse()
  const longest = texts.sort((one, other) => other.parts.length - one.parts.length)
  for (const text of longest) {
    const words = text.parts.map(wordOf)
    if (chosen.size === most || words.every(word => covered.has(word))) continue
    chosen.add(text)
    for (const word of words) covered.add(word)
  }
  for (let at = 0; at < atoms.length && chosen.size < most; at += 1) chosen.add(atoms[at] as Atom)
  return atoms.filter(atom => chosen.has(atom))
}

function wordOf(part: Part): string {
  if ('text' in part) return part.text
  return 'name' in part ? `{${part.name}}` : part.pairs.map(pair => pair.name).join('&')
}
