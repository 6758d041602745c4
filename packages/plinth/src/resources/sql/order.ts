import { decide } from '../../access/index.ts'
import { invalid } from '../../errors/index.ts'
import type { ListQuery } from '../../operations/index.ts'
import type { Field, ResourceModel } from '../model/model.ts'
import type { At, Draft } from './draft.ts'
import { allOf, anyOf } from './predicate.ts'

/** One step of an order. */
export interface Step {
  readonly field: Field
  readonly descending: boolean
}

/** The order of a list that says none: the first declared sort, newest first for times, then the key. */
export function standardOrder(model: ResourceModel): Step[] {
  const [first] = model.sorts
  if (first === undefined) return total(model, [])
  const descending = first.model.type === 'timestamp' || first.model.type === 'date'
  return total(model, [{ field: first, descending }])
}

/** The order of rows inside of another row: that of their own list where one is declared, else as they were made. */
export function relatedOrder(model: ResourceModel): Step[] {
  const made = [...model.fields.values()].find(field => field.model.role === 'createdAt')
  if (model.sorts.length > 0 || made === undefined) return standardOrder(model)
  return total(model, [{ field: made, descending: false }])
}

/** The order that was asked for, made total by the key. Refuses fields that the asker may not read: order tells values. */
export function orderOf(model: ResourceModel, sort: ListQuery['sort'], draft: Draft): Step[] {
  if (sort === undefined || sort.length === 0) return standardOrder(model)
  const steps = sort.map(({ field: key, descending }) => {
    const field = model.fields.get(key)
    const known = field !== undefined && (draft.asker.plain || model.sorts.includes(field))
    if (!known || !readable(field, model, draft)) {
      throw invalid([{ field: 'sort', message: `Cannot be ${key}.` }])
    }
    return { field, descending }
  })
  return total(model, steps)
}

/** `t."created_at" desc, t."id" desc`. */
export function orderSql(steps: readonly Step[], alias: string): string {
  return steps.map(step => `${alias}.${step.field.sql}${step.descending ? ' desc' : ''}`).join(', ')
}

/** Rows after the one with these values, in this order. Nulls are where PostgreSQL puts them: above every value. */
export function afterSql(steps: readonly Step[], values: readonly (string | null)[], { alias, draft }: At): string {
  const oneWay = steps.every(step => step.descending === steps[0]?.descending)
  const bound = steps.map((step, at) => (values[at] === null ? null : draft.bind(values[at], step.field.cast)))
  if (oneWay && steps.every(step => step.field.model.notNull)) {
    const names = steps.map(step => `${alias}.${step.field.sql}`)
    return `(${names.join(', ')}) ${steps[0]?.descending ? '<' : '>'} (${bound.join(', ')})`
  }
  return anyOf(
    steps.map((step, at) => allOf([...ties(steps.slice(0, at), bound, alias), beyond(step, bound[at], alias)])),
  )
}

function ties(steps: readonly Step[], bound: readonly (string | null | undefined)[], alias: string): string[] {
  return steps.map((step, at) => `${alias}.${step.field.sql} ${bound[at] === null ? 'is null' : `= ${bound[at]}`}`)
}

function beyond(step: Step, bound: string | null | undefined, alias: string): string {
  const name = `${alias}.${step.field.sql}`
  if (step.descending) return bound === null ? `${name} is not null` : `${name} < ${bound}`
  if (bound === null) return 'false'
  return step.field.model.notNull ? `${name} > ${bound}` : `(${name} > ${bound} or ${name} is null)`
}

/** The asker may read the field in every row. */
export function readable(field: Field, model: ResourceModel, draft: Draft): boolean {
  if (draft.asker.trusted) return true
  if (!field.shown && !model.sorts.includes(field)) return false
  return field.read === null || decide(field.read, draft.asker.actor) === true
}

function total(model: ResourceModel, steps: readonly Step[]): Step[] {
  if (steps.some(step => step.field.model.unique && step.field.model.notNull)) return [...steps]
  const descending = steps.at(-1)?.descending === true
  const ties = model.ties.filter(field => !steps.some(step => step.field.key === field.key))
  return [...steps, ...ties.map(field => ({ field, descending }))]
}
