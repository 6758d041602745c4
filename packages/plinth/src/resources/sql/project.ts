import { quoteName } from '../../data/schema/index.ts'
import { isOpen } from '../model/link.ts'
import type { Embed, Field, ResourceModel } from '../model/model.ts'
import type { Draft } from './draft.ts'
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
export function projectSql(model: ResourceModel, alias: string, draft: Draft, want: Selection = {}): string {
  const include = want.include ?? []
  const fixed = model.fixed && include.every(name => isOpen(model.includes.get(name)?.shows))
  if (!fixed || want.fields !== undefined || include.length > 1) return selectSql(model, alias, draft, want)
  const { plain, trusted } = draft.asker
  const key = `${alias} ${plain} ${trusted} ${include.join()}`
  const known = model.projections.get(key)
  if (known !== undefined) return known
  const made = selectSql(model, alias, draft, want)
  model.projections.set(key, made)
  return made
}

function selectSql(model: ResourceModel, alias: string, draft: Draft, want: Selection): string {
  const wanted = want.fields === undefined ? () => true : (key: string) => want.fields?.includes(key) === true
  const plain = draft.asker.plain
  const parts: string[] = []
  for (const field of model.fields.values()) {
    if (!(draft.asker.trusted || field.shown) || !wanted(field.key)) continue
    const value = readSql(field, model, alias, draft)
    if (value !== 'false') parts.push(`${value} as ${quoteName(plain ? field.key : field.wire)}`)
  }
  for (const field of model.computed) {
    if (wanted(field.key)) parts.push(`${field.sql(alias, draft)} as ${quoteName(plain ? field.key : field.wire)}`)
  }
  for (const embed of embedsOf(model, want)) {
    if (want.include?.includes(embed.name) !== true && !wanted(embed.name)) continue
    parts.push(`${embedSql(embed, alias, draft)} as ${quoteName(plain ? embed.name : embed.wire)}`)
  }
  // A row of which the asker may read nothing is still a row.
  return parts.length === 0 ? `null as ${quoteName('')}` : parts.join(', ')
}

/** One row as JSON text. `alias` is the row; the expression is null where `alias` has none. */
export function rowJson(model: ResourceModel, alias: string, draft: Draft, want?: Selection): string {
  return `(select row_to_json(j)::text from (select ${projectSql(model, alias, draft, want)}) j)`
}

/** The JSON of a whole row with plain keys, for hooks and actions: every column, nothing computed. */
export function wholeRowJson(model: ResourceModel, alias: string): string {
  const columns = [...model.fields.values()].map(
    field => `${printSql(field.model, `${alias}.${field.sql}`, 'string')} as ${quoteName(field.key)}`,
  )
  return `(select row_to_json(j)::text from (select ${columns.join(', ')}) j)`
}

function readSql(field: Field, model: ResourceModel, alias: string, draft: Draft): string {
  const printed = printSql(field.model, `${alias}.${field.sql}`, draft.asker.plain ? 'string' : model.bigNumbers)
  if (field.read === null || draft.asker.trusted) return printed
  const rule = policySql(field.read, model.table, alias, draft)
  if (rule === 'true' || rule === 'false') return rule === 'true' ? printed : 'false'
  return `case when ${rule} then ${printed} end`
}

function embedsOf(model: ResourceModel, want: Selection): Embed[] {
  const asked = (want.include ?? []).flatMap(name => model.includes.get(name) ?? [])
  return [...model.children, ...model.embeds, ...asked.filter(embed => !model.children.includes(embed))]
}

/** Related rows as JSON, under the policies of the resource that shows them. */
function embedSql(embed: Embed, alias: string, draft: Draft): string {
  const { relation, shows } = embed
  const many = relation.kind === 'many'
  const inner = draft.alias()
  const rule = policySql(shows.readOne, shows.table, inner, draft)
  if (rule === 'false') return many ? `'[]'::json` : 'null::json'
  const where = `${inner}.${relation.to.sql} = ${alias}.${relation.from.sql}${rule === 'true' ? '' : ` and ${rule}`}`
  const from = `select ${projectSql(shows, inner, draft)} from ${shows.table.sql} ${inner} where ${where}`
  if (!many) return `(select row_to_json(j) from (${from}) j)`
  const order = orderSql(standardOrder(shows), inner)
  return `(select coalesce(json_agg(j), '[]') from (${from} order by ${order} limit ${mostRelated}) j)`
}
