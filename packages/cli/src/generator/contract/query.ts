import type { Endpoint } from '../../blueprint/endpoint.ts'
import type { Served } from './served.ts'
import type { ContractValue } from './value.ts'

/** The query words whose value the frontend's code says, and pages; filters are left out. */
export function queryOf(
  { query, queryShape }: Endpoint,
  served: Served,
  dialect: Readonly<Record<string, unknown>>,
): Record<string, ContractValue> {
  const include = typeof dialect.include === 'string' ? dialect.include : 'include'
  const fields = queryShape?.kind === 'object' ? queryShape.fields : {}
  const members = query.flatMap((name): [string, ContractValue][] => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field?.shape.kind === 'literal' && field.shape.values[0] !== undefined && (!field.optional || name === include))
      return [[name, field.shape.values[0]]]
    if (name === include && served.kind === 'resource') {
      const { resource } = served
      const relations = [...resource.include, ...Object.keys(resource.children)]
      return relations.length === 0 ? [] : [[name, relations.join(',')]]
    }
    if (/^page$/i.test(name)) return [[name, (dialect.paging as { readonly first?: number } | undefined)?.first ?? 1]]
    return /^(?:limit|size|per_?page|page_?size)$/i.test(name) ? [[name, 10]] : []
  })
  return Object.fromEntries(members)
}
