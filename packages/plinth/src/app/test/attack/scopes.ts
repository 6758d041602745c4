/** A tenant predicate of the engine, in the text of a statement. */
const predicate = /(\w+)\."tenant_id" = (\$\d+)::(?:uuid|text)/g

/** Where a predicate stands, by the words before it: the kinds of statement that the engine makes. */
const kinds: Readonly<Record<string, RegExp>> = {
  'total of a list': /select count\(\*\) from \(select 1 from "\w+" t where \(?$/,
  'rows of a list': /\(select \* from "\w+" t where \(?$/,
  'values in use': /count\(\*\) as uses from "\w+" t(?:, unnest\([^)]*\) as v\(value\))? where \(?$/,
  'computed number': /select count\(\*\)::int from "\w+" r\d+ where \(?$/,
  'related row exists': /exists \(select 1 from "\w+" r\d+ where \(?$/,
  'parent of a path': /select r\d+\."\w+" as key from "\w+" r\d+ where \(?$/,
  'row of a toggle': /select t\."\w+" as key from "\w+" t where \(?$/,
  'toggle off': /delete from "\w+" h using p where \(?$/,
  'row of a delete': /^delete from "\w+" t where \(?$/,
  'row of an update': /^update "\w+" t set .* where \(?$/,
  'rows by ids': /with ordinality o\(id, n\) on t\."\w+" = o\.id where \(?$/,
  'row that is held': /as allowed from "\w+" t where \(?$/,
  'related rows': / from "\w+" r\d+ where \(?$/,
  'one row': /^select .* from "\w+" t where \(?$/,
}

/** The kinds of tenant predicate in a statement; `unknown` for one that nobody has described. */
export function scopesIn(text: string): string[] {
  return [...text.matchAll(predicate)].map(({ index }) => kindAt(text, index))
}

/** The statement without its predicates of one kind, or of every kind. The parameter stays, or nothing would say its type. */
export function withoutScope(text: string, kind: string | 'all'): string {
  return text.replace(predicate, (whole, _alias, parameter: string, index: number) =>
    kind === 'all' || kindAt(text, index) === kind ? `(${parameter}::text is not null)` : whole,
  )
}

/** All kinds that are known. */
export const scopeKinds: readonly string[] = Object.keys(kinds)

function kindAt(text: string, index: number): string {
  const before = text.slice(0, index)
  return Object.entries(kinds).find(([, pattern]) => pattern.test(before))?.[0] ?? 'unknown'
}
