import type { ColumnModel, ForeignKeyModel, IndexModel, TableModel } from '../schema/index.ts'
import { readTables } from '../schema/index.ts'
import { migrationErrors } from './errors.ts'

/** What the backend says of tables without a tenant. */
export interface TenantRules {
  /** Drizzle tables that all tenants share: those of `tenancy.global`, and the users table. */
  readonly global: readonly unknown[]
}

/** Something that would let one tenant see, or find out, what another has. */
export interface TenantProblem {
  /** The table by its key in the schema. */
  readonly table: string
  /** What to write in the schema. */
  readonly line: string
  /** What is wrong, for people. */
  readonly why: string
}

/**
 * What stands in the way of keeping tenants apart: a table that is neither a tenant table nor named global, an index
 * that does not begin with the tenant, a key that cannot carry it. Indexes that are no b-trees cannot begin with it.
 */
export function checkTenants(schema: Readonly<Record<string, unknown>>, rules: TenantRules): TenantProblem[] {
  const tables = readTables(schema)
  const named = new Map(tables.map(table => [table.name, table]))
  const given = new Set(rules.global)
  const global = new Set(Object.keys(schema).filter(key => given.has(schema[key])))
  return tables.flatMap(table => [
    ...ownProblems(table, global),
    ...(table.tenant || global.has(table.key)
      ? table.foreignKeys.flatMap(key => keyProblems(key, table, named.get(key.table)))
      : []),
  ])
}

/** Throws TENANTS_OPEN with every line to write, when there is one. */
export function requireTenants(schema: Readonly<Record<string, unknown>>, rules: TenantRules): void {
  const problems = checkTenants(schema, rules)
  if (problems.length === 0) return
  const list = problems.map(({ table, line, why }) => `  ${table}: ${line}  // ${why}`).join('\n')
  throw migrationErrors.TENANTS_OPEN({ list, problems })
}

function ownProblems(table: TableModel, global: ReadonlySet<string>): TenantProblem[] {
  const { key, columns } = table
  const tenant = columns.find(column => column.role === 'tenant')
  if (tenant === undefined) {
    if (global.has(key)) return []
    const why = `no tenant; or tenancy: { global: [schema.${key}] }, where all tenants share its rows`
    return [{ table: key, line: 'tenantId: tenantId()', why }]
  }
  return [...primaryProblems(table, tenant), ...uniqueProblems(table, tenant), ...indexProblems(table, tenant)]
}

/** A key that the database makes tells nothing, nor does one that holds the key of a row that one's own tenant must have. */
function primaryProblems(table: TableModel, tenant: ColumnModel): TenantProblem[] {
  const columns = table.primaryKey?.columns ?? []
  const [first] = columns
  const made = columns.length === 1 && table.columns.some(column => column.name === first && column.hasDefault)
  const holds = table.foreignKeys.some(key => key.columns.some(name => name !== tenant.name && columns.includes(name)))
  if (columns.length === 0 || first === tenant.name || made || holds) return []
  const line = `primaryKey({ columns: [${words([tenant.name, ...columns], table)}] })`
  return [{ table: table.key, line, why: 'the primary key is one over all tenants' }]
}

function uniqueProblems(table: TableModel, tenant: ColumnModel): TenantProblem[] {
  return table.uniques
    .filter(({ columns }) => columns[0] !== tenant.name)
    .map(({ name, columns }) => {
      const rest = columns.filter(column => column !== tenant.name)
      const line = `unique().on(${words([tenant.name, ...rest], table)})`
      const instead = `everywhere(uniqueIndex().on(${words(rest, table)}))`
      const why = `${name} does not begin with the tenant; ${instead}, where no two tenants may have the same`
      return { table: table.key, line, why }
    })
}

function indexProblems(table: TableModel, tenant: ColumnModel): TenantProblem[] {
  return table.indexes
    .filter(index => misses(index, tenant))
    .map(({ name, unique, parts, where }) => {
      const rest = parts.filter(part => part.column !== tenant.name)
      const listed = rest.map(part => (part.column === undefined ? 'sql`…`' : words([part.column], table)))
      const ordered = listed.map((word, at) => (rest[at]?.order === 'desc' ? `${word}.desc()` : word))
      const on = [words([tenant.name], table), ...ordered].join(', ')
      const line = `${unique ? 'uniqueIndex' : 'index'}().on(${on})${where === undefined ? '' : '.where(…)'}`
      return { table: table.key, line, why: `${name} does not begin with the tenant` }
    })
}

function misses({ method, everywhere, parts }: IndexModel, tenant: ColumnModel): boolean {
  return method === 'btree' && everywhere !== true && parts[0]?.column !== tenant.name
}

function keyProblems(key: ForeignKeyModel, table: TableModel, target: TableModel | undefined): TenantProblem[] {
  const [own, other] = [table, target].map(each => each?.columns.find(column => column.role === 'tenant'))
  if (target === undefined || other === undefined || own?.sqlType === other.sqlType) return []
  const pointing = `${words(key.columns, table)} points to ${target.key}`
  if (own === undefined) {
    return [{ table: table.key, line: 'tenantId: tenantId()', why: `${pointing}, which has a tenant` }]
  }
  const line = `tenantId: tenantId(${other.sqlType === 'uuid' ? "'uuid'" : ''})`
  return [{ table: table.key, line, why: `${pointing}, whose tenant is ${other.sqlType}` }]
}

function words(names: readonly string[], table: TableModel): string {
  return names.map(name => `table.${table.columns.find(column => column.name === name)?.key ?? name}`).join(', ')
}
