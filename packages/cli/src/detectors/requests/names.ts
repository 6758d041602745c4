/** Names that no longer one continues: `articles` goes when `articles[].slug` is there. Sorted. */
export function longest(names: Iterable<string>): string[] {
  const all = [...new Set(names)].filter(name => name !== '' && name !== '[]').sort(byCode)
  const continued = new Set(all.flatMap(name => startsOf(name, /\.|\[\]/g)))
  const kept = all.filter(name => !continued.has(name))
  const dotted = new Set(kept.flatMap(name => startsOf(name, /\./g)))
  // Who copies an answer without knowing whether it is a list reads nothing of its elements.
  return kept.filter(name => !name.endsWith('[]') || !dotted.has(name.slice(0, -2)))
}

/** What stands before each of the signs. An answer that is copied key by key may have ten thousand names. */
function startsOf(name: string, sign: RegExp): string[] {
  return [...name.matchAll(sign)].map(({ index }) => name.slice(0, index))
}

/** Order by code units: the same on every machine, whatever its language. */
export function byCode(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
