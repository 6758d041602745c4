/** Names that no longer one continues: `articles` goes when `articles[].slug` is there. Sorted. */
export function longest(names: Iterable<string>): string[] {
  const all = [...new Set(names)].filter(name => name !== '' && name !== '[]').sort(byCode)
  const kept = all.filter(name => !all.some(other => other !== name && continues(other, name)))
  // Who copies an answer without knowing whether it is a list reads nothing of its elements.
  return kept.filter(name => !name.endsWith('[]') || !kept.some(other => other.startsWith(`${name.slice(0, -2)}.`)))
}

function continues(longer: string, name: string): boolean {
  return longer.startsWith(name) && /^(?:\.|\[\])/.test(longer.slice(name.length))
}

/** Order by code units: the same on every machine, whatever its language. */
export function byCode(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
