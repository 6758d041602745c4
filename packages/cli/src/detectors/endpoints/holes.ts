import type { Located } from './located.ts'

/**
 * Requests of one wrapper for all paths, `get(resource, slug)`, with the names that others have for the same place: where
 * `/profiles/{username}/follow` is asked for, `/profiles/{slug}` names its row by the user's name, too.
 */
export function withNamesOfOthers(located: readonly Located[]): Located[] {
  const befores = new Map<string, Set<string>>()
  const names = new Map<string, Set<string>>()
  for (const { sent, address } of located)
    for (const { before, name } of holesOf(address.path)) put(befores, `${sent.sink} ${name}`, before)
  // An id is that of the row, whatever others call it.
  const isGeneral = (sink: number, name: string) => name !== 'id' && (befores.get(`${sink} ${name}`)?.size ?? 0) > 1
  for (const { sent, address } of located)
    for (const { before, name } of holesOf(address.path)) if (!isGeneral(sent.sink, name)) put(names, before, name)
  return located.map(one => {
    const { address, sent } = one
    let path = address.path ?? ''
    for (const { before, name } of holesOf(path)) {
      const [other, ...more] = names.get(before) ?? []
      if (other === undefined || more.length > 0 || !isGeneral(sent.sink, name)) continue
      if (!path.includes(`{${other}}`)) path = path.replace(`${before}{${name}}`, `${before}{${other}}`)
    }
    return path === (address.path ?? '') ? one : { ...one, address: { ...address, path } }
  })
}

/** The whole segments of a path that are parameters, each with what stands before it. */
function holesOf(path = ''): { before: string; name: string }[] {
  return [...path.matchAll(/\/\{(\w+)\}(?=\/|$)/g)].map(({ index, 1: name = '' }) => ({
    before: path.slice(0, index + 1),
    name,
  }))
}

function put(all: Map<string, Set<string>>, key: string, value: string): void {
  const known = all.get(key)
  if (known) known.add(value)
  else all.set(key, new Set([value]))
}
