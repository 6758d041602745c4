import { knownKeys } from '../../config/index.ts'
import type { ComputedFields } from '../computed.ts'
import { resourceErrors } from '../errors.ts'
import type { AnyTable } from '../register.ts'
import { computationOf } from '../relations/computation.ts'
import type { Resource, ResourceOptions } from '../resource.ts'
import { allowOf, ownersOf, verbsOf } from './allow.ts'
import { columnNamed, invalidOption } from './fail.ts'
import { fieldsOf, wireName } from './fields.ts'
import type { Field, ResourceModel, Wire } from './model.ts'
import { kebabCase, singularOf } from './names.ts'
import type { Table, Tables } from './table.ts'

/** A resource and the module it stands in. */
export interface Definition {
  readonly module: string
  readonly resource: Resource
}

/** What every resource of a backend is compiled with. */
export interface Site {
  readonly tables: Tables
  readonly computed: ComputedFields
  readonly users: Table | undefined
  readonly wire: Wire
}

const known = [
  'name',
  'singular',
  'path',
  'id',
  'operations',
  'allow',
  'filter',
  'sort',
  'search',
  'relations',
  'include',
  'embed',
  'children',
  'computed',
  'only',
  'fields',
  'size',
  'before',
  'after',
]

/** A resource as far as its own table tells; `linkResource` adds what needs the others. */
export function shapeResource({ module, resource }: Definition, site: Site): ResourceModel {
  const { options } = resource
  const table = site.tables.of(resource.table)
  if (table === undefined) throw resourceErrors.RESOURCE_TABLE_UNKNOWN({ resource: options.name ?? '(unnamed)' })
  const name = options.name ?? table.key
  knownKeys(name, options, known)
  const allow = allowOf(name, table, options)
  const owners = ownersOf(allow)
  const fields = fieldsOf({ resource: name, table, options, owners, wire: site.wire })
  const named = (option: string, keys: readonly string[] = []) =>
    keys.map(key => fields.get(columnNamed(table, key, { resource: name, option }).key) as Field)
  const id = idOf(name, { table, options }, fields)
  return {
    name,
    singular: options.singular ?? singularOf(name),
    module,
    table,
    options,
    path: options.path ?? `/${kebabCase(name)}`,
    param: paramOf(id, options.path),
    id,
    ties: table.primary.length === 0 ? [id] : table.primary.map(column => fields.get(column.key) as Field),
    fields,
    computed: (options.computed ?? []).map(key => ({
      ...computationOf({ ...site, resource: name, table, key }),
      wire: wireName(key, site.wire),
    })),
    allow,
    readOne: allow.get ?? allow.list ?? null,
    readMany: allow.list ?? allow.get ?? null,
    verbs: verbsOf(name, options, allow),
    owners: named('allow', owners),
    size: options.size ?? site.wire.size ?? 20,
    bigNumbers: site.wire.bigNumbers ?? 'string',
    cursor: site.wire.cursor ?? 'cursor',
    sorts: named('sort', options.sort),
    search: named('search', options.search),
    filters: new Map(),
    embeds: [],
    children: [],
    includes: new Map(),
    fixed: false,
    projections: new Map(),
    shapes: new Map(),
  }
}

interface Owned {
  readonly table: Table
  readonly options: ResourceOptions<AnyTable>
}

function idOf(resource: string, { table, options }: Owned, fields: ReadonlyMap<string, Field>): Field {
  const key = options.id as string | undefined
  if (key !== undefined) {
    const column = columnNamed(table, key, { resource, option: 'id' })
    if (column.model.unique && column.model.notNull) return fields.get(key) as Field
    throw invalidOption(resource, `its id ${key} is not unique, or may be null.`, `Make it .notNull().unique().`)
  }
  const [primary] = table.primary
  if (primary !== undefined && table.primary.length === 1) return fields.get(primary.key) as Field
  // A table that is only written and read with others needs no id of its own.
  const [first] = fields.values()
  if (first !== undefined && options.operations?.length === 0) return fields.get(primary?.key ?? first.key) as Field
  throw invalidOption(resource, `${table.key} has no primary key of one column.`, 'Name a unique field: id: "…".')
}

/** A nested path has taken its parent's parameter: `/orders/:id/items/:itemId`. */
function paramOf(id: Field, path: string | undefined): string {
  if (path === undefined || !path.includes(`:${id.wire}/`)) return id.wire
  const last = singularOf(path.slice(path.lastIndexOf('/') + 1))
  return `${last}${id.wire.charAt(0).toUpperCase()}${id.wire.slice(1)}`
}
