import type { Endpoint } from '../../endpoint.ts'

/** What rows are named by: `_id` where most code that reads one or the other reads that. */
export type IdName = 'id' | '_id'

/** The name that stands in more answers and bodies. */
export function idNameOf(endpoints: readonly Endpoint[]): IdName {
  const names = endpoints.filter(({ live }) => live).flatMap(({ reads, body }) => [...reads, ...body])
  const count = (id: IdName) => names.filter(name => name.slice(name.lastIndexOf('.') + 1) === id).length
  return count('_id') > count('id') ? '_id' : 'id'
}

/** `_id` is the row's id in whatever is derived; the tables write it as it stands on the wire. */
export function plainId(idName: IdName): (name: string) => string {
  return name => (idName === '_id' && name === '_id' ? 'id' : name)
}
