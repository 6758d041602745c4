import type { Endpoint } from '../../endpoint.ts'

/** What rows are named by: `_id` or `ID` where most code that reads one of them reads that. */
export type IdName = 'id' | '_id' | 'ID'

/** The name that stands in most answers and bodies. Capitals are none of the names of snake case. */
export function idNameOf(endpoints: readonly Endpoint[], casing: 'camel' | 'snake'): IdName {
  const names = endpoints.filter(({ live }) => live).flatMap(({ reads, body }) => [...reads, ...body])
  const count = (id: IdName) => names.filter(name => name.slice(name.lastIndexOf('.') + 1) === id).length
  const others: readonly IdName[] = casing === 'snake' ? ['_id'] : ['_id', 'ID']
  return (
    others.find(name => ['id' as const, ...others].every(other => other === name || count(name) > count(other))) ?? 'id'
  )
}

/** That name is the row's id in whatever is derived; the tables write it as it stands on the wire. */
export function plainId(idName: IdName): (name: string) => string {
  return name => (name === idName ? 'id' : name)
}
