import { quoteName } from '../../data/schema/index.ts'
import { isOpen } from '../model/fixed.ts'
import type { Embed, Field, ResourceModel } from '../model/model.ts'
import type { At } from './draft.ts'
import { orderSql, relatedOrder } from './order.ts'
import { policySql } from './predicate.ts'
import { printSql, textSql } from './print.ts'
import { rowsSql } from './rows.ts'
import { type Member, type Shape, shapeOf } from './texts.ts'

/** Rows of one to-many relation inside of one row; further ones are left out. */
const mostRelated = 1000

/** What of a row to answer with. */
export interface Selection {
  /** Keys of fields, computed fields and relations. Default: all that the asker may read. */
  readonly fields?: readonly string[] | undefined
  /** Relations that come along besides those that always do. */
  readonly include?: readonly string[] | undefined
}

/** A row as the asker may see it: columns, computed fields, related rows. */
export function projectRow(model: ResourceModel, at: At, want: Selection = {}): Shape {
  return kept(model.shapes, { model, at, want }, () => shapeOf(membersOf(model, at, { want, print: textSql })))
}

/** The same as a select list, for rows that become JSON in PostgreSQL. A row of nothing is still a row: it takes an empty list. */
function projectSql(model: ResourceModel, at: At): string {
  const select = (): string =>
    membersOf(model, at, { want: {}, print: printedSql })
      .map(({ sql, name }) => `${sql} as ${quoteName(name)}`)
      .join(', ')
  return kept(model.projections, { model, at, want: {} }, select)
}

interface Asked {
  readonly model: ResourceModel
  readonly at: At
  readonly want: Selection
}

/** Made once for everybody, where everybody sees the same. */
function kept<T>(known: Map<string, T>, { model, at, want }: Asked, make: () => T): T {
  const include = want.include ?? []
  const fixed = isFixedAt(at, model) && include.every(name => isOpen(model, model.includes.get(name)?.shows))
  if (!fixed || want.fields !== undefined || include.length > 1) return make()
  const { plain, trusted } = at.draft.asker
  const key = `${at.alias} ${plain} ${trusted} ${include.join()}`
  const made = known.get(key) ?? make()
  known.set(key, made)
  return made
}

/** The tenant is a parameter: its number is the same each time only where the statement begins with it. */
function isFixedAt({ draft }: At, model: ResourceModel): boolean {
  return model.fixed && (model.table.tenant === undefined || draft.scoped)
}

interface Way {
  readonly want: Selection
  readonly print: typeof textSql
}

const printedSql: typeof textSql = (column, name, bigNumbers) => ({
  sql: printSql(column, name, bigNumbers),
  print: 'bare',
})

function membersOf(model: ResourceModel, at: At, { want, print }: Way): Member[] {
  const wanted = want.fields === undefined ? () => true : (key: string) => want.fields?.includes(key) === true
  const { plain, trusted } = at.draft.asker
  const members: Member[] = []
  for (const field of model.fields.values()) {
    if (!(trusted || field.shown) || !wanted(field.key)) continue
    const printed = print(field.model, `${at.alias}.${field.sql}`, plain ? 'string' : model.bigNumbers)
    const sql = readSql(field, printed.sql, { model, at })
    if (sql !== 'false') members.push({ name: plain ? field.key : field.wire, sql, print: printed.print })
  }
  for (const field of model.computed) {
    const type = field.type === 'boolean' ? 'boolean' : 'bare'
    if (wanted(field.key)) members.push({ name: plain ? field.key : field.wire, sql: field.sql(at), print: type })
  }
  for (const embed of embedsOf(model, want)) {
    if (want.include?.includes(embed.name) !== true && !wanted(embed.name)) continue
    members.push({ name: plain ? embed.name : embed.wire, sql: embedSql(embed, at), print: 'bare' })
  }
  return members
}

/** One row as JSON text. */
export function rowJson(model: ResourceModel, at: At): string {
  return `(select row_to_json(j)::text from (select ${projectSql(model, at)}) j)`
}

/** The JSON of a whole row with plain keys, for hooks and actions: every column, nothing computed. */
export function wholeRowJson(model: ResourceModel, alias: string): string {
  const columns = [...model.fields.values()].map(
    field => `${printSql(field.model, `${alias}.${field.sql}`, 'string')} as ${quoteName(field.key)}`,
  )
  return `(select row_to_json(j)::text from (select ${columns.join(', ')}) j)`
}

/** The value where the asker may read it, else null; `false` where nobody like them may. */
function readSql(field: Field, printed: string, { model, at }: Omit<Asked, 'want'>): string {
  if (field.read === null || at.draft.asker.trusted) return printed
  const rule = policySql(field.read, model.table, at)
  if (rule === 'true' || rule === 'false') return rule === 'true' ? printed : 'false'
  return `case when ${rule} then ${printed} end`
}

function embedsOf(model: ResourceModel, want: Selection): Embed[] {
  const asked = (want.include ?? []).flatMap(name => model.includes.get(name) ?? [])
  return [...model.children, ...model.embeds, ...asked.filter(embed => !model.children.includes(embed))]
}

/** Related rows as JSON, under the policies of the resource that shows them. */
function embedSql({ relation, shows }: Embed, { alias, draft }: At): string {
  const many = relation.kind === 'many'
  const inner = draft.inner()
  const rule = policySql(shows.readOne, shows.table, inner)
  if (rule === 'false') return many ? `'[]'::json` : 'null::json'
  const related = `${inner.alias}.${relation.to.sql} = ${alias}.${relation.from.sql}`
  const from = `select ${projectSql(shows, inner)} from ${rowsSql(shows.table, inner, [related, rule])}`
  if (!many) return `(select row_to_json(j) from (${from}) j)`
  const order = orderSql(relatedOrder(shows), inner.alias)
  return `(select coalesce(json_agg(j), '[]') from (${from} order by ${order} limit ${mostRelated}) j)`
}
