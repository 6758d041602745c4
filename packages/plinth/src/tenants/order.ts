import { type ForeignKeyModel, readTables, type TableModel } from '../data/schema/index.ts'

/** A tenant table, and what must be done to empty it. */
export interface Emptied {
  readonly table: TableModel
  /** The column of the tenant. */
  readonly tenant: string
  /** Columns that are set to null first, because their keys lead in a circle. */
  readonly cut: readonly string[]
  /** True where a circle cannot be cut: its rows go in one statement. */
  readonly whole: boolean
}

/** Tenant tables in the order in which they can be emptied: those that point at others before the others. */
export function emptyingOrder(schema: Readonly<Record<string, unknown>>): Emptied[] {
  const tables = readTables(schema).filter(table => table.tenant)
  const byName = new Map(tables.map(table => [table.name, table]))
  const circles = new Map<string, ForeignKeyModel[]>()
  const done = new Set<string>()
  const open = new Set<string>()
  const parentsFirst: TableModel[] = []
  const visit = (table: TableModel): void => {
    open.add(table.name)
    for (const key of table.foreignKeys) {
      const target = byName.get(key.table)
      if (target === undefined || done.has(target.name)) continue
      if (open.has(target.name)) circles.set(table.name, [...(circles.get(table.name) ?? []), key])
      else visit(target)
    }
    open.delete(table.name)
    done.add(table.name)
    parentsFirst.push(table)
  }
  for (const table of tables) if (!done.has(table.name)) visit(table)
  return parentsFirst.toReversed().map(table => emptied(table, circles.get(table.name) ?? []))
}

function emptied(table: TableModel, circles: readonly ForeignKeyModel[]): Emptied {
  const nullable = new Set(table.columns.filter(column => !column.notNull).map(({ name }) => name))
  const cuts = circles.map(key => key.columns.filter(column => nullable.has(column)))
  const tenant = table.columns.find(({ role }) => role === 'tenant')?.name ?? 'tenant_id'
  return { table, tenant, cut: cuts.flat(), whole: cuts.some(columns => columns.length === 0) }
}
