import { decide, type PolicyNode, type Predicate } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import type { TextRow } from '../../data/index.ts'
import { conflict, httpErrors, notFound } from '../../errors/index.ts'
import { type Asker, type At, Draft } from '../sql/draft.ts'
import { policySql, predicateSql } from '../sql/predicate.ts'
import { toDefault, updateSql, type Values } from '../sql/write.ts'
import { after, beforeUpdate } from './hooks.ts'
import { holdOne, targetSql } from './read.ts'
import { reviveRow } from './revive.ts'
import { demand, denied } from './rights.ts'
import { permitted } from './rules.ts'
import { type Served, scopeOf, type Target } from './served.ts'
import { returningOf, type Stored, type Written } from './written.ts'

/** What is changed of a row; a function is told the row as it is, locked until the commit. */
export type Change = Values | ((row: Values) => Values)

/** What to change of which row. `ifMatch` is the version that the asker has read. */
export interface ChangeAsk {
  readonly verb: 'update' | 'replace'
  readonly target: Target
  readonly input: Change
  readonly asker: Asker
  readonly ifMatch?: string | undefined
}

/**
 * Changes a row under the write policy, in one statement, or in a transaction where hooks take part or the change hangs
 * on the row. What the asker cannot see is 404, what it may see and not change 403, what has changed since it was read
 * 412.
 */
export async function changeRow(served: Served, ask: ChangeAsk, ctx: Context): Promise<Written> {
  const { model, database } = served
  const { asker, input, target } = ask
  demand(model.allow[ask.verb], asker)
  const change = typeof input === 'function' ? input : () => input
  const known = typeof input === 'function' ? undefined : wanted(served, ask, input)
  if (known !== undefined && !isInvolved(served)) return (await update(served, { ...ask, ...known })).written
  return database.transaction(scopeOf(model, asker), async () => {
    const current = reviveRow(model, await hold(served, ask, known?.open ?? []))
    const { values, open } = known ?? wanted(served, ask, change(current))
    const changed = storable(served, await beforeUpdate(model, { input: values, row: current }, ctx))
    const { written, row } = await update(served, { ...ask, values: changed, open })
    await after(model, { verb: 'update', row }, ctx)
    return { ...written, id: String(row[model.id.key] ?? target.id) }
  })
}

interface Wanted {
  readonly values: Values
  /** Rules of fields that hang on the row. */
  readonly open: readonly Predicate[]
}

function wanted(served: Served, { verb, asker }: ChangeAsk, input: Values): Wanted {
  const { values, open } = permitted(served, input, asker)
  return {
    values: verb === 'replace' && served.wire.put !== 'merge' ? withDefaults(served, values, asker) : values,
    open,
  }
}

function isInvolved({ model }: Served): boolean {
  const { before, after: later } = model.options
  return before?.update !== undefined || later?.update !== undefined
}

/** PUT: what a body may carry and leaves out goes back to its default, or to null. */
function withDefaults({ model }: Served, values: Values, asker: Asker): Values {
  const all: Record<string, unknown> = { ...values }
  for (const field of model.fields.values()) {
    if (!field.shown || field.server || field.model.primary || all[field.key] !== undefined) continue
    if (field.key === model.parent?.field.key || !mayWrite(field.write, asker)) continue
    if (field.model.hasDefault) all[field.key] = toDefault
    else if (!field.model.notNull) all[field.key] = null
  }
  return all
}

/** Columns that the database always makes are left to it, and a row never moves to another tenant. */
function storable({ model }: Served, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => {
      const column = model.fields.get(key)?.model
      return column !== undefined && !column.generated && column.role !== 'tenant'
    }),
  )
}

interface UpdateAsk extends ChangeAsk {
  readonly values: Values
  readonly open: readonly Predicate[]
}

async function update(served: Served, ask: UpdateAsk): Promise<Stored> {
  const { model, database } = served
  const { asker, target } = ask
  const draft = new Draft(asker, model.table)
  const where = [
    targetSql(model, target, draft),
    policySql(model.readOne, model.table, draft.at('t')),
    policySql(model.allow[ask.verb] ?? null, model.table, draft.at('t')),
    ...ask.open.map(rule => predicateSql(rule, model.table, draft.at('t'))),
    ...(ask.ifMatch === undefined ? [] : [`t.xmin::text = ${draft.bind(ask.ifMatch, 'text')}`]),
  ]
  if (where.includes('false')) throw notFound(model.singular)
  const returned = returningOf(model, draft, { whole: isInvolved(served) })
  const values = storable(served, ask.values)
  const text = updateSql(model.table, { values, where, returning: returned.sql }, draft)
  const statement = served.statements.of(text, 'texts')
  const [row] = await database.write<TextRow>(statement, draft.values, scopeOf(model, asker))
  return row === undefined ? refuse(served, ask) : returned.read(row)
}

/** The row for hooks, locked until the commit, so that what they decide on is what is changed. */
async function hold(served: Served, ask: ChangeAsk, open: readonly Predicate[]): Promise<string> {
  const held = await holdOne(served, { ...ask.target, policy: policyOf(served, ask, open), lock: true }, ask.asker)
  const allowed = held?.readable === true && held.allowed && (ask.ifMatch === undefined || ask.ifMatch === held.version)
  return allowed ? held.row : refuse(served, { ...ask, values: {}, open })
}

const policyOf =
  ({ model }: Served, { verb }: ChangeAsk, open: readonly Predicate[]) =>
  (at: At) =>
    [
      policySql(model.allow[verb] ?? null, model.table, at),
      ...open.map(rule => predicateSql(rule, model.table, at)),
    ].join(' and ')

/** Says why no row was changed. */
async function refuse(served: Served, ask: UpdateAsk): Promise<never> {
  const { model } = served
  const policy = policyOf(served, ask, ask.open)
  const held = await holdOne(served, { ...ask.target, policy, lock: false }, ask.asker)
  if (held === undefined || !held.readable) throw notFound(model.singular)
  if (!held.allowed) throw denied(model.allow[ask.verb] ?? { kind: 'nobody' }, ask.asker.actor)
  if (ask.ifMatch !== undefined && ask.ifMatch !== held.version) throw httpErrors.PRECONDITION_FAILED()
  throw conflict('It was changed at the same moment. Try again.')
}

function mayWrite(rule: PolicyNode | null, { actor, trusted }: Asker): boolean {
  return trusted || rule === null || decide(rule, actor) === true
}
