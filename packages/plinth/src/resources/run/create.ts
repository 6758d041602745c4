import { decide, holds, type Predicate } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import type { TextRow } from '../../data/index.ts'
import { forbidden, notFound } from '../../errors/index.ts'
import { type Asker, Draft } from '../sql/draft.ts'
import { allOf, predicateSql } from '../sql/predicate.ts'
import { insertSql, type Values } from '../sql/write.ts'
import { complete } from './complete.ts'
import { after, beforeCreate } from './hooks.ts'
import { insertLines } from './lines.ts'
import { parentSql, readOne } from './read.ts'
import { demand } from './rights.ts'
import { owned, permitted, unsaid } from './rules.ts'
import { type Served, scopeOf } from './served.ts'
import { returningOf, type Stored, type Written } from './written.ts'

/** What to create, and under which parent where the path is nested. */
export interface CreateAsk {
  readonly input: Values
  readonly asker: Asker
  readonly parent?: string | undefined
}

/** Creates a row: one statement, or a transaction where hooks, lines or an open policy take part. */
export async function createRow(served: Served, ask: CreateAsk, ctx: Context): Promise<Written> {
  const { model, database } = served
  const { asker } = ask
  demand(model.allow.create, asker)
  const { values: own, open } = permitted(served, unsaid(model, ask.input, asker), asker)
  const values = owned(model, own, asker)
  const rules = asker.trusted ? [] : [decide(model.allow.create ?? { kind: 'nobody' }, asker.actor), ...open]
  if (!isInvolved(served) && rules.every(rule => holds(rule, values))) {
    return (
      await insert(
        served,
        complete(model, values, { given: ask.parent === undefined ? undefined : model.parent?.field.key }),
        { ...ask, rules: [] },
      )
    ).written
  }
  return database.transaction(scopeOf(model, asker), () => createWithHooks(served, { ...ask, values, rules }, ctx))
}

interface HookedAsk extends CreateAsk {
  readonly values: Values
  /** What must hold of the new row. Its defaults are not known before, so the database is asked. */
  readonly rules: readonly Predicate[]
}

async function createWithHooks(served: Served, ask: HookedAsk, ctx: Context): Promise<Written> {
  const { model } = served
  const under = await underParent(served, ask)
  const hooked = await beforeCreate(model, { input: { ...ask.values, ...under } }, ctx)
  const { written, row, allowed } = await insert(served, complete(model, hooked), { ...ask, parent: undefined })
  if (!allowed) throw forbidden()
  for (const child of model.children) {
    const lines = (hooked[child.name] ?? []) as readonly Values[]
    await insertLines(served, { child, row, lines, asker: ask.asker }, ctx)
  }
  await after(model, { verb: 'create', row }, ctx)
  return model.children.length === 0 ? written : seen(served, written, ask.asker)
}

/** Whether anybody but the database has a part in creating a row. */
function isInvolved({ model }: Served): boolean {
  const { before, after: later } = model.options
  return before?.create !== undefined || later?.create !== undefined || model.children.length > 0
}

/** The parent's key, for hooks to see. */
async function underParent({ model, statements, database }: Served, ask: CreateAsk): Promise<Values> {
  const { parent } = model
  if (ask.parent === undefined || parent === undefined) return {}
  const draft = new Draft(ask.asker, parent.model.table)
  const text = parentSql(model, ask.parent, draft)
  const scope = scopeOf(model, ask.asker)
  const rows = text === 'none' ? [] : await database.read<{ key: unknown }>(statements.of(text), draft.values, scope)
  if (rows[0] === undefined) throw notFound(parent.model.singular)
  return { [parent.field.key]: rows[0].key }
}

async function insert(
  served: Served,
  values: Values,
  { asker, parent, rules }: Pick<HookedAsk, 'asker' | 'parent' | 'rules'>,
): Promise<Stored> {
  const { model, database } = served
  const draft = new Draft(asker, model.table)
  const above = parent === undefined || model.parent === undefined ? undefined : parentSql(model, parent, draft)
  if (above === 'none') throw notFound(model.parent?.model.singular)
  const under =
    above === undefined || model.parent === undefined ? undefined : { column: model.parent.field, sql: above }
  const allowed = allOf(rules.map(rule => predicateSql(rule, model.table, draft.at('t'))))
  const returned = returningOf(model, draft, { whole: isInvolved(served), allowed })
  const text = insertSql(model.table, { values, parent: under, returning: returned.sql }, draft)
  const statement = served.statements.of(text, 'texts')
  const [row] = await database.write<TextRow>(statement, draft.values, scopeOf(model, asker))
  if (row === undefined) throw notFound(model.parent?.model.singular)
  return returned.read(row)
}

/** Reads the row again, now that its lines are there. */
async function seen(served: Served, written: Written, asker: Asker): Promise<Written> {
  const found = written.item === null ? undefined : await readOne(served, { id: written.id }, asker)
  return found === undefined ? { ...written, item: null } : { ...written, ...found }
}
