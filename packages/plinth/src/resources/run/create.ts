import { decide } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { forbidden, invalid, notFound } from '../../errors/index.ts'
import type { Embed, ResourceModel } from '../model/model.ts'
import { type Asker, Draft } from '../sql/draft.ts'
import { policySql } from '../sql/predicate.ts'
import { rowJson, wholeRowJson } from '../sql/project.ts'
import { fits } from '../sql/value.ts'
import { insertManySql, insertSql, type Values } from '../sql/write.ts'
import { after, beforeCreate, missing } from './hooks.ts'
import { parentSql, readOne } from './read.ts'
import { reviveRow } from './revive.ts'
import { demand } from './rights.ts'
import { owned, permitted, surely } from './rules.ts'
import { type Served, scopeOf } from './served.ts'

/** A row that was written, as the asker sees it; `item` is null where the asker may write it and not read it. */
export interface Written {
  readonly item: string | null
  readonly version: string
  readonly id: string
}

/** What to create, and under which parent where the path is nested. */
export interface CreateAsk {
  readonly input: Values
  readonly asker: Asker
  readonly parent?: string | undefined
}

/** Creates a row: one statement, or a transaction where hooks, lines, listeners or an open policy take part. */
export async function createRow(served: Served, ask: CreateAsk, ctx: Context): Promise<Written> {
  const { model, database } = served
  const { asker } = ask
  demand(model.allow.create, asker)
  const { values: own, open } = permitted(served, ask.input, asker)
  const values = owned(model, own, asker)
  const policy = model.allow.create
  const predicates = asker.trusted || policy === undefined ? [] : [decide(policy, asker.actor), ...open]
  const sure = predicates.every(predicate => surely(predicate, values))
  if (sure && !isInvolved(served)) return (await insert(served, complete(model, values, ask), ask)).written
  return database.transaction(scopeOf(asker), async () => {
    const lines = model.children.map(child => [child, (values[child.name] ?? []) as readonly Values[]] as const)
    const hooked = await beforeCreate(model, values, ctx)
    const { written, row } = await insert(served, complete(model, hooked, ask), ask)
    if (!(row.allowed || asker.trusted)) throw forbidden()
    for (const [child, given] of lines) {
      await insertLines(
        served,
        { child, row: row.values, lines: (hooked[child.name] ?? given) as readonly Values[] },
        { ask, ctx },
      )
    }
    await after(model, 'create', row.values, ctx)
    await tell(served, row.values, ctx)
    return model.children.length === 0 ? written : await seen(served, written, asker)
  })
}

/** Whether anybody but the database has a part in creating a row. */
function isInvolved({ model, listener }: Served): boolean {
  const { before, after: later } = model.options
  if (before?.create !== undefined || later?.create !== undefined || model.children.length > 0) return true
  return listener?.wants(model.table.key, 'create') === true
}

async function tell({ model, listener }: Served, row: Values, ctx: Context): Promise<void> {
  const table = model.table.key
  if (listener?.wants(table, 'create') === true) await listener.tell({ table, verb: 'create', row }, ctx)
}

/** The values to store, with Drizzle's own defaults; refuses a row that lacks what it must have. */
function complete(
  model: ResourceModel,
  values: Values,
  { parent }: CreateAsk,
  given: readonly string[] = [],
  at = '',
): Values {
  const own: Record<string, unknown> = {}
  for (const { key, model: column } of model.fields.values()) {
    const value = values[key] === undefined ? column.makeDefault?.() : values[key]
    if (value !== undefined && column.role !== 'tenant') own[key] = value
  }
  const lacking = missing(model, own, at, parent === undefined ? given : [model.parent?.field.key ?? '', ...given])
  if (lacking.length > 0) throw invalid(lacking)
  return own
}

interface Inserted {
  readonly written: Written
  readonly row: { readonly values: Values; readonly allowed: boolean }
}

interface InsertedRow extends Written {
  readonly row: string
  readonly allowed: boolean
}

async function insert(served: Served, values: Values, { asker, parent }: CreateAsk): Promise<Inserted> {
  const { model, database } = served
  const draft = new Draft(asker)
  const above = parent === undefined || model.parent === undefined ? undefined : parentSql(model, parent, draft)
  if (above === 'none') throw notFound(model.parent?.model.singular)
  const under =
    above === undefined || model.parent === undefined ? undefined : { column: model.parent.field, sql: above }
  const inserted = insertSql(model.table, values, draft, under)
  const readable = policySql(model.readOne, model.table, 't', draft)
  const whole = isInvolved(served)
  const allowed = whole ? policySql(model.allow.create ?? null, model.table, 't', draft) : 'true'
  const columns = [
    `case when ${readable} then ${rowJson(model, 't', draft)} end as item`,
    `t."@version" as version`,
    `t.${model.id.sql}::text as id`,
    `coalesce(${allowed}, false) as allowed`,
    ...(whole ? [`${wholeRowJson(model, 't')} as row`] : []),
  ]
  const text = `with t as (${inserted}) select ${columns.join(', ')} from t`
  const [row] = await database.write<InsertedRow>(served.statements.of(text), draft.values, scopeOf(asker))
  if (row === undefined) throw notFound(model.parent?.model.singular)
  const { item, version, id } = row
  return {
    written: { item, version, id },
    row: { values: whole ? reviveRow(model, row.row) : {}, allowed: row.allowed },
  }
}

interface LinesAsk {
  readonly child: Embed
  readonly row: Values
  readonly lines: readonly Values[]
}

/** Stores the lines of a row, one statement for each set of fields that they have. */
async function insertLines(
  served: Served,
  { child, row, lines }: LinesAsk,
  { ask, ctx }: { ask: CreateAsk; ctx: Context },
) {
  if (lines.length === 0) return
  const { shows: model, relation } = child
  demand(model.allow.create, ask.asker)
  const key = row[relation.from.key]
  const shapes = new Map<string, Values[]>()
  for (const [at, line] of lines.entries()) {
    const place = `${child.wire}[${at}].`
    const hooked = await beforeCreate(model, owned(model, { ...line, [relation.to.key]: key }, ask.asker), ctx, place)
    const values = complete(model, hooked, { ...ask, parent: undefined }, [], place)
    const shape = Object.keys(values).join()
    shapes.set(shape, [...(shapes.get(shape) ?? []), values])
  }
  for (const rows of shapes.values()) {
    const draft = new Draft(ask.asker)
    const text = insertManySql(model.table, rows, draft)
    await served.database.write(served.statements.of(text), draft.values, scopeOf(ask.asker))
  }
}

/** Reads the row again, now that its lines are there. */
async function seen(served: Served, written: Written, asker: Asker): Promise<Written> {
  const { model } = served
  if (written.item === null || !fits(model.id.model, written.id)) return written
  const found = await readOne(served, { id: written.id }, asker)
  return found === undefined ? { ...written, item: null } : { ...written, ...found }
}
