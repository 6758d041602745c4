/** Names that no longer one continues: `articles` goes when `articles[].slug` is there. Sorted. */
export function longest(names: Iterable<string>): string[] {
  const all = [...new Set(names)].filter(name => name !== '' && name !== '[]').sort(byCode)
  return all.filter(name => !all.some(other => other !== name && continues(other, name)))
}

function continues(longer: string, name: string): boolean {
  return longer.startsWith(name) && /^(?:\.|\[\])/.test(longer.slice(name.length))
}

/** Order by code units: the same on every machine, whatever its language. */
export function byCode(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
