import { quoteName } from '../../data/schema/index.ts'
import { isOpen } from '../model/fixed.ts'
import type { Embed, Field, ResourceModel } from '../model/model.ts'
import type { At } from './draft.ts'
import { orderSql, standardOrder } from './order.ts'
import { policySql } from './predicate.ts'
import { printSql } from './print.ts'

/** Rows of one to-many relation inside of one row; further ones are left out. */
const mostRelated = 1000

/** What of a row to answer with. */
export interface Selection {
  /** Keys of fields, computed fields and relations. Default: all that the asker may read. */
  readonly fields?: readonly string[] | undefined
  /** Relations that come along besides those that always do. */
  readonly include?: readonly string[] | undefined
}

/** The select list of a row as the asker may see it: columns, computed fields, related rows. */
export function projectSql(model: ResourceModel, at: At, want: Selection = {}): string {
  const include = want.include ?? []
  const fixed = model.fixed && include.every(name => isOpen(model.includes.get(name)?.shows))
  if (!fixed || want.fields !== undefined || include.length > 1) return selectSql(model, at, want)
  const { plain, trusted } = at.draft.asker
  const key = `${at.alias} ${plain} ${trusted} ${include.join()}`
  const known = model.projections.get(key)
  if (known !== undefined) return known
  const made = selectSql(model, at, want)
  model.projections.set(key, made)
  return made
}

function selectSql(model: ResourceModel, at: At, want: Selection): string {
  const wanted = want.fields === undefined ? () => true : (key: string) => want.fields?.includes(key) === true
  const { plain, trusted } = at.draft.asker
  const parts: string[] = []
  for (const field of model.fields.values()) {
    if (!(trusted || field.shown) || !wanted(field.key)) continue
    const value = readSql(field, model, at)
    if (value !== 'false') parts.push(`${value} as ${quoteName(plain ? field.key : field.wire)}`)
  }
  for (const field of model.computed) {
    if (wanted(field.key)) parts.push(`${field.sql(at)} as ${quoteName(plain ? field.key : field.wire)}`)
  }
  for (const embed of embedsOf(model, want)) {
    if (want.include?.includes(embed.name) !== true && !wanted(embed.name)) continue
    parts.push(`${embedSql(embed, at)} as ${quoteName(plain ? embed.name : embed.wire)}`)
  }
  // A row of which nothing is left is still a row: PostgreSQL takes an empty select list.
  return parts.join(', ')
}

/** One row as JSON text. */
export function rowJson(model: ResourceModel, at: At, want?: Selection): string {
  return `(select row_to_json(j)::text from (select ${projectSql(model, at, want)}) j)`
}

/** The JSON of a whole row with plain keys, for hooks and actions: every column, nothing computed. */
export function wholeRowJson(model: ResourceModel, alias: string): string {
  const columns = [...model.fields.values()].map(
    field => `${printSql(field.model, `${alias}.${field.sql}`, 'string')} as ${quoteName(field.key)}`,
  )
  return `(select row_to_json(j)::text from (select ${columns.join(', ')}) j)`
}

function readSql(field: Field, model: ResourceModel, at: At): string {
  const { plain, trusted } = at.draft.asker
  const printed = printSql(field.model, `${at.alias}.${field.sql}`, plain ? 'string' : model.bigNumbers)
  if (field.read === null || trusted) return printed
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
  const where = `${inner.alias}.${relation.to.sql} = ${alias}.${relation.from.sql}${rule === 'true' ? '' : ` and ${rule}`}`
  const from = `select ${projectSql(shows, inner)} from ${shows.table.sql} ${inner.alias} where ${where}`
  if (!many) return `(select row_to_json(j) from (${from}) j)`
  const order = orderSql(standardOrder(shows), inner.alias)
  return `(select coalesce(json_agg(j), '[]') from (${from} order by ${order} limit ${mostRelated}) j)`
}
