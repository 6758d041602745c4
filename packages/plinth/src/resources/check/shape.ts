import { writable } from '../model/fields.ts'
import type { Field, ResourceModel } from '../model/model.ts'
import { type ReadValue, valueReader } from './value.ts'

/** What a body is for: everything that must be there, everything that is not a default, or what is to change. */
export type BodyKind = 'create' | 'replace' | 'update'

/** One field of a body. */
export interface Slot {
  readonly field: Field
  readonly read: ReadValue
  readonly required: boolean
}

/** A list of child rows in a body. */
export interface Lines {
  readonly key: string
  readonly shape: BodyShape
}

/** What a body may carry, by wire name. */
export interface BodyShape {
  readonly slots: ReadonlyMap<string, Slot>
  readonly lines: ReadonlyMap<string, Lines>
  readonly extra: 'refuse' | 'drop'
}

/** What a shape is made for. `without` is a field that is filled in otherwise: the parent's key of a line. */
export interface ShapeAsk {
  readonly kind: BodyKind
  readonly extra: 'refuse' | 'drop'
  readonly without?: string
}

/** What clients may send of a resource. */
export function shapeOf(model: ResourceModel, { kind, extra, without }: ShapeAsk): BodyShape {
  const open = [...model.fields.values()].filter(field => {
    if (!writable(field) || field.key === without || field.key === model.parent?.field.key) return false
    return kind === 'create' || !field.model.primary
  })
  const slots = open.map(field => {
    const slot = { field, read: valueReader(field.model), required: isRequired(model, field, kind) }
    return [field.wire, slot] as const
  })
  const lines = (kind === 'create' ? model.children : []).map(child => {
    const shape = shapeOf(child.shows, { kind: 'create', extra, without: child.relation.to.key })
    return [child.wire, { key: child.name, shape }] as const
  })
  return { slots: new Map(slots), lines: new Map(lines), extra }
}

/** A column without a default must be there, unless a hook may fill it in: a required text that is unique, such as a slug. */
function isRequired(model: ResourceModel, field: Field, kind: BodyKind): boolean {
  const { notNull, hasDefault, makeDefault, unique, type } = field.model
  if (kind === 'update' || !notNull || hasDefault || makeDefault !== undefined) return false
  return !(model.options.before?.create !== undefined && unique && type === 'text')
}
