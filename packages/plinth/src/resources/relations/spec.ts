import type { ColumnModel } from '../../data/schema/index.ts'
import type { FilterOp, FilterSpec, FilterType } from '../../operations/index.ts'
import { elementOf } from '../model/element.ts'
import type { Column } from '../model/table.ts'

const compared: readonly FilterOp[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in']

const opsOf: Readonly<Record<FilterType, readonly FilterOp[]>> = {
  text: [...compared, 'contains', 'startsWith'],
  number: compared,
  integer: compared,
  bigint: compared,
  date: compared,
  timestamp: compared,
  uuid: ['eq', 'ne', 'in'],
  boolean: ['eq', 'ne'],
}

/** How a column can be filtered on; undefined where it cannot. `far` is a column at the end of a relation. */
export function specOf(end: Column, far: boolean): FilterSpec | undefined {
  const isArray = end.model.type === 'array'
  const column = isArray ? elementOf(end.model) : end.model
  const type = filterType(column)
  if (type === undefined) return undefined
  const values = column.enumValues
  const ops = isArray ? (['eq', 'in'] as const) : values === undefined ? opsOf[type] : opsOf.uuid
  // "Some related row is unequal" is hardly ever what is meant.
  const meant = far ? ops.filter(op => op !== 'ne') : ops
  const nullable = !end.model.notNull && !far && !isArray
  return { type, ops: nullable ? [...meant, 'isNull'] : meant, ...(values === undefined ? {} : { values }) }
}

function filterType(column: ColumnModel): FilterType | undefined {
  return Object.hasOwn(opsOf, column.type) ? (column.type as FilterType) : undefined
}
