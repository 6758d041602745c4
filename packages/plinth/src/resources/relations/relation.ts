import { lowerFirst, singularOf } from '../model/names.ts'
import type { Column, Table, Tables } from '../model/table.ts'

/** A way from a row to rows of another table: those where `target.to` equals this row's `from`. */
export interface Relation {
  readonly name: string
  readonly kind: 'one' | 'many'
  readonly from: Column
  readonly target: Table
  readonly to: Column
}

/** Every relation of a table that foreign keys give. Two under one name are ambiguous, which is an error only once used. */
export function relationsOf(table: Table, tables: Tables): Relation[] {
  return [...toOne(table, tables), ...tables.all.flatMap(child => toMany(table, child))]
}

function toOne(table: Table, tables: Tables): Relation[] {
  return foreignKeys(table).flatMap(({ column, targetName, targetColumn }) => {
    const target = tables.named(targetName)
    const to = target?.byName.get(targetColumn)
    if (target === undefined || to === undefined) return []
    const stripped = column.key.replace(/_?[iI]d$/, '')
    const name = stripped === column.key || stripped === '' ? singularOf(target.key) : stripped
    return [{ name, kind: 'one' as const, from: column, target, to }]
  })
}

function toMany(table: Table, child: Table): Relation[] {
  return foreignKeys(child).flatMap(({ column, targetName, targetColumn }) => {
    const from = table.byName.get(targetColumn)
    if (targetName !== table.model.name || from === undefined) return []
    return [{ name: manyName(table.key, child.key), kind: 'many' as const, from, target: child, to: column }]
  })
}

/** `orderItems` of `orders` are its `items`; `comments` stay `comments`. */
function manyName(parent: string, child: string): string {
  const prefix = singularOf(parent)
  const rest = child.startsWith(prefix) ? child.slice(prefix.length) : ''
  return /^[A-Z]/.test(rest) ? lowerFirst(rest) : child
}

interface Key {
  readonly column: Column
  readonly targetName: string
  readonly targetColumn: string
}

function foreignKeys(table: Table): Key[] {
  return table.model.foreignKeys.flatMap(key => {
    const column = table.byName.get(key.columns[0] ?? '')
    const targetColumn = key.foreignColumns[0]
    if (key.columns.length !== 1 || column === undefined || targetColumn === undefined) return []
    return [{ column, targetName: key.table, targetColumn }]
  })
}
