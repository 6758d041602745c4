import { type FieldProblem, invalid } from '../../errors/index.ts'
import type { ResourceModel } from '../model/model.ts'
import type { Values } from '../sql/write.ts'

/** Where a row stands in a body, `items[2].`, and the field that the statement itself fills in. */
export interface RowPlace {
  readonly at?: string
  readonly given?: string | undefined
}

/** The values to store, with Drizzle's own defaults; refuses a row that lacks what it must have. */
export function complete(model: ResourceModel, values: Values, place: RowPlace = {}): Values {
  const own: Record<string, unknown> = {}
  for (const { key, model: column } of model.fields.values()) {
    const value = values[key] === undefined ? column.makeDefault?.() : values[key]
    if (value !== undefined && column.role !== 'tenant') own[key] = value
  }
  const lacking = missing(model, own, place)
  if (lacking.length > 0) throw invalid(lacking)
  return own
}

/** Columns that must have a value and have none. */
export function missing(model: ResourceModel, values: Values, { at = '', given }: RowPlace = {}): FieldProblem[] {
  return [...model.fields.values()].flatMap(({ key, wire, model: column }) => {
    const free = !column.notNull || column.hasDefault || column.makeDefault !== undefined || key === given
    const there = values[key] !== undefined && values[key] !== null
    return free || there ? [] : [{ field: `${at}${wire}`, message: 'Is required.' }]
  })
}
