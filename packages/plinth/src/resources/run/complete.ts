import { type FieldProblem, invalid } from '../../errors/index.ts'
import type { ResourceModel } from '../model/model.ts'
import type { Values } from '../sql/write.ts'

/** The values to store, with Drizzle's own defaults; refuses a row that lacks what it must have. */
export function complete(model: ResourceModel, values: Values, hasParent: boolean, at = ''): Values {
  const own: Record<string, unknown> = {}
  for (const { key, model: column } of model.fields.values()) {
    const value = values[key] === undefined ? column.makeDefault?.() : values[key]
    if (value !== undefined && column.role !== 'tenant') own[key] = value
  }
  const lacking = missing(model, own, at, hasParent && model.parent !== undefined ? model.parent.field.key : undefined)
  if (lacking.length > 0) throw invalid(lacking)
  return own
}

/** Columns that must have a value and have none. `given` is one that the statement itself fills in. */
export function missing(model: ResourceModel, values: Values, at = '', given?: string): FieldProblem[] {
  return [...model.fields.values()].flatMap(({ key, wire, model: column }) => {
    const free = !column.notNull || column.hasDefault || column.makeDefault !== undefined || key === given
    const there = values[key] !== undefined && values[key] !== null
    return free || there ? [] : [{ field: `${at}${wire}`, message: 'Is required.' }]
  })
}
