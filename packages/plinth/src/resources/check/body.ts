import { type FieldProblem, invalid } from '../../errors/index.ts'
import type { Check } from '../../operations/index.ts'
import { writable } from '../model/fields.ts'
import type { Field, ResourceModel } from '../model/model.ts'
import { bodySchema } from './schema.ts'
import { type ReadValue, valueReader } from './value.ts'

/** Lines of one child list. */
export const mostLines = 1000
/** Problems in one answer: enough to mend a form, too few to be worth provoking. */
const mostProblems = 50

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
  readonly wire: string
  readonly shape: BodyShape
}

/** What a body may carry, by wire name. */
export interface BodyShape {
  readonly slots: ReadonlyMap<string, Slot>
  readonly lines: ReadonlyMap<string, Lines>
  readonly extra: 'refuse' | 'drop'
}

/** What a resource takes, as a check that says everything that is wrong at once. Gives plain keys and Drizzle's values. */
export function bodyCheck(
  model: ResourceModel,
  kind: BodyKind,
  extra: 'refuse' | 'drop',
): Check<Record<string, unknown>> {
  const shape = shapeOf(model, kind, extra)
  return {
    schema: bodySchema(shape),
    parse(value) {
      const problems: FieldProblem[] = []
      const input = readObject(shape, value ?? {}, '', problems)
      if (problems.length > 0) throw invalid(problems.slice(0, mostProblems))
      return input
    },
  }
}

function shapeOf(model: ResourceModel, kind: BodyKind, extra: 'refuse' | 'drop', without?: string): BodyShape {
  const open = [...model.fields.values()].filter(field => {
    if (!writable(field) || field.key === without || field.key === model.parent?.field.key) return false
    return kind === 'create' || !field.model.primary
  })
  const slots = open.map(field => {
    const slot = { field, read: valueReader(field.model), required: isRequired(model, field, kind) }
    return [field.wire, slot] as const
  })
  const lines = (kind === 'create' ? model.children : []).map(child => {
    const shape = shapeOf(child.shows, 'create', extra, child.relation.to.key)
    return [child.wire, { key: child.name, wire: child.wire, shape }] as const
  })
  return { slots: new Map(slots), lines: new Map(lines), extra }
}

/** A column without a default must be there, unless a hook may fill it in: a required text that is unique, such as a slug. */
function isRequired(model: ResourceModel, field: Field, kind: BodyKind): boolean {
  const { notNull, hasDefault, makeDefault, unique, type } = field.model
  if (kind === 'update' || !notNull || hasDefault || makeDefault !== undefined) return false
  return !(model.options.before?.create !== undefined && unique && type === 'text')
}

function readObject(shape: BodyShape, value: unknown, at: string, problems: FieldProblem[]): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ field: at, message: 'Must be an object.' })
    return input
  }
  const prefix = at === '' ? '' : `${at}.`
  for (const name of Object.keys(value)) {
    const given = (value as Record<string, unknown>)[name]
    const slot = shape.slots.get(name)
    const lines = shape.lines.get(name)
    if (slot !== undefined) readSlot(slot, given, `${prefix}${name}`, { input, problems })
    else if (lines !== undefined) input[lines.key] = readLines(lines, given, `${prefix}${name}`, problems)
    else if (shape.extra === 'refuse' || isPoison(name)) {
      problems.push({ field: `${prefix}${name}`, message: 'Is not a field that can be set.' })
    }
  }
  for (const [wire, slot] of shape.slots) {
    if (slot.required && !Object.hasOwn(value, wire))
      problems.push({ field: `${prefix}${wire}`, message: 'Is required.' })
  }
  for (const wire of shape.lines.keys()) {
    if (!Object.hasOwn(value, wire)) problems.push({ field: `${prefix}${wire}`, message: 'Is required.' })
  }
  return input
}

interface Reading {
  readonly input: Record<string, unknown>
  readonly problems: FieldProblem[]
}

function readSlot(slot: Slot, given: unknown, at: string, { input, problems }: Reading): void {
  if (given === undefined) return
  const result = slot.read(given)
  if ('value' in result) input[slot.field.key] = result.value
  else problems.push({ field: result.at === undefined ? at : `${at}[${result.at}]`, message: result.message })
}

function readLines(lines: Lines, given: unknown, at: string, problems: FieldProblem[]): Record<string, unknown>[] {
  if (!Array.isArray(given) || given.length === 0 || given.length > mostLines) {
    problems.push({ field: at, message: `Must be a list of 1 to ${mostLines}.` })
    return []
  }
  return given.map((line, index) =>
    problems.length < mostProblems ? readObject(lines.shape, line, `${at}[${index}]`, problems) : {},
  )
}

/** Names through which an object could be poisoned are refused even where unknown fields are dropped. */
function isPoison(name: string): boolean {
  return name === '__proto__' || name === 'constructor' || name === 'prototype'
}
