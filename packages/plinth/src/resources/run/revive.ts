import type { ColumnModel } from '../../data/schema/index.ts'
import { elementOf } from '../model/element.ts'
import type { ResourceModel } from '../model/model.ts'

/** A row of users' code from the JSON of a statement with plain keys: values as Drizzle gives them, `Date` for times. */
export function reviveRow(model: ResourceModel, json: string): Record<string, unknown> {
  return reviveValues(model, JSON.parse(json) as Record<string, unknown>)
}

/** The rows of a JSON array. */
export function reviveRows(model: ResourceModel, json: string): Record<string, unknown>[] {
  return (JSON.parse(json) as Record<string, unknown>[]).map(row => reviveValues(model, row))
}

function reviveValues(model: ResourceModel, row: Record<string, unknown>): Record<string, unknown> {
  for (const field of model.fields.values()) {
    const value = row[field.key]
    if (value !== null && value !== undefined) row[field.key] = revive(field.model, value)
  }
  return row
}

/** A value of JSON as Drizzle gives it for this column. */
export function revive(column: ColumnModel, value: unknown): unknown {
  if (Array.isArray(value) && column.type === 'array')
    return value.map(one => (one === null ? null : revive(elementOf(column), one)))
  switch (column.jsType) {
    case 'date':
      return new Date(value as string)
    case 'bigint':
      return BigInt(value as string)
    case 'number':
      return Number(value)
    case 'buffer':
      return Buffer.from(value as string, 'base64')
    default:
      return value
  }
}
