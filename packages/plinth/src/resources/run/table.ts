import type { Context } from '../../context/index.ts'
import { type FieldProblem, invalid, notFound } from '../../errors/index.ts'
import { type Condition, filterOps, type ListQuery } from '../../operations/index.ts'
import type { AnyTable } from '../register.ts'
import type { ListOptions, TableResource } from '../resources.ts'
import type { Asker } from '../sql/draft.ts'
import { fits } from '../sql/value.ts'
import type { Values } from '../sql/write.ts'
import { type Change, changeRow } from './change.ts'
import { createRow } from './create.ts'
import { readOne, readPage } from './read.ts'
import { removeRow } from './remove.ts'
import { reviveRow, reviveRows } from './revive.ts'
import type { Served } from './served.ts'
import type { Written } from './written.ts'

type Id = string | number | bigint

/** One table for users' code, by the same statements as the doors. Made for one context. */
export function tableResource(served: Served, ctx: Context, trusted: boolean): TableResource<AnyTable> {
  const { model } = served
  const asker: Asker = { actor: ctx.actor, trusted, plain: true }
  const revived = ({ item, id }: Written): Values => (item === null ? { [model.id.key]: id } : reviveRow(model, item))
  const change = async (verb: 'update' | 'replace', id: Id, change: Change) => {
    const input = typeof change === 'function' ? (row: Values) => checked(served, change(row)) : checked(served, change)
    return revived(await changeRow(replacing(served), { verb, target: { id: idOf(id) }, input, asker }, ctx))
  }
  return {
    async list(options = {}) {
      const { json, page } = await readPage(served, { query: { ...queryOf(options), next: true }, asker })
      return { items: reviveRows(model, json), total: page.total, next: page.next }
    },
    async get(id) {
      const found = await readOne(served, { id: idOf(id) }, asker)
      if (found === undefined) throw notFound(model.singular)
      return reviveRow(model, found.item)
    },
    async find(where) {
      const { json } = await readPage(served, { query: { ...queryOf({ where }), limit: 1, count: 'none' }, asker })
      return reviveRows(model, json)[0]
    },
    create: async input => revived(await createRow(served, { input: checked(served, input), asker }, ctx)),
    update: (id, input) => change('update', id, input as Change),
    replace: (id, input) => change('replace', id, input),
    delete: id => removeRow(served, { target: { id: idOf(id) }, asker }, ctx),
  }
}

/** Users' code says `update` when it means to keep the rest. */
function replacing(served: Served): Served {
  return served.wire.put === 'merge' ? { ...served, wire: { ...served.wire, put: 'replace' } } : served
}

/** Ids of any type are compared as the column's: a number for a text id finds the text. */
function idOf(id: Id): string | number {
  return typeof id === 'bigint' ? String(id) : id
}

/** Refuses values that the column cannot hold, and keys that are no column, before a statement is made of them. */
function checked({ model }: Served, input: Values): Values {
  const problems: FieldProblem[] = Object.entries(input).flatMap(([key, value]) => {
    const field = model.fields.get(key)
    if (field === undefined) {
      const known = model.children.some(child => child.name === key)
      return known ? [] : [{ field: key, message: `Is not a field of ${model.table.key}.` }]
    }
    if (value === undefined || value === null || fits(field.model, value)) return []
    return [{ field: field.wire, message: `Does not fit ${field.model.sqlType}.` }]
  })
  if (problems.length > 0) throw invalid(problems)
  return input
}

function queryOf({ where, sort, ...rest }: ListOptions<AnyTable>): ListQuery {
  const steps = sort === undefined ? [] : typeof sort === 'string' ? [sort] : sort
  return {
    ...rest,
    where: Object.entries(where ?? {}).flatMap(([field, match]) => conditionsOf(field, match)),
    sort: steps.map(step => ({ field: step.replace(/^-/, ''), descending: step.startsWith('-') })),
  }
}

function conditionsOf(field: string, match: unknown): Condition[] {
  if (match === undefined) return []
  if (Array.isArray(match)) return [{ field, op: 'in', value: match }]
  if (typeof match !== 'object' || match === null || match instanceof Date) return [{ field, op: 'eq', value: match }]
  return Object.entries(match).map(([op, value]) => {
    const known = filterOps.find(one => one === op)
    if (known === undefined) throw invalid([{ field, message: `Cannot be compared by ${op}.` }])
    return { field, op: known, value }
  })
}
