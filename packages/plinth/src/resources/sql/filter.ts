import type { FilterOp } from '../../operations/index.ts'
import { elementOf } from '../model/element.ts'
import type { Computation, Filter } from '../model/model.ts'
import type { Relation } from '../model/relation.ts'
import type { Column } from '../model/table.ts'
import type { Draft } from './draft.ts'
import { equalsSql } from './predicate.ts'
import { fits, isText } from './value.ts'

/** Why a value cannot be used with a filter, for the client. */
export class Misfit {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** A condition of a list: relations become nested `exists`, so a row never comes twice. */
export function filterSql(
  filter: Pick<Filter, 'hops' | 'end'>,
  { op, value }: { readonly op: FilterOp; readonly value: unknown },
  { alias, draft }: { readonly alias: string; readonly draft: Draft },
): string | Misfit {
  const [hop, ...hops] = filter.hops
  if (hop === undefined) return endSql(filter.end, op, value, { alias, draft })
  const inner = draft.alias()
  const rest = filterSql({ hops, end: filter.end }, { op, value }, { alias: inner, draft })
  return rest instanceof Misfit ? rest : existsSql(hop, rest, alias, inner)
}

/** Text as a pattern that finds it anywhere. */
export function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

function existsSql(hop: Relation, condition: string, alias: string, inner: string): string {
  const joined = `${inner}.${hop.to.sql} = ${alias}.${hop.from.sql}`
  return `exists (select 1 from ${hop.target.sql} ${inner} where ${joined} and ${condition})`
}

function endSql(
  end: Column | Computation,
  op: FilterOp,
  value: unknown,
  at: { readonly alias: string; readonly draft: Draft },
): string | Misfit {
  if (!('model' in end)) return computedSql(end, value, at)
  const name = `${at.alias}.${end.sql}`
  if (op === 'isNull') return value === true || value === 'true' ? `${name} is null` : `${name} is not null`
  if (value === null && op === 'eq') return `${name} is null`
  if (value === null && op === 'ne') return `${name} is not null`
  if (end.model.type === 'array') return arraySql(end, op, value, at)
  if (op === 'in') return Array.isArray(value) ? manySql(end, value, at) : new Misfit('Must be a list.')
  if (op === 'contains' || op === 'startsWith') return textSql(name, op, value, at.draft)
  if (!fits(end.model, value)) return misfit(end)
  const bound = at.draft.bind(value, end.cast)
  if (op === 'eq') return `${name} = ${bound}`
  // Rows without a value are unequal to every value.
  if (op === 'ne') return end.model.notNull ? `${name} <> ${bound}` : `${name} is distinct from ${bound}`
  return `${name} ${comparisons[op]} ${bound}`
}

function computedSql(end: Computation, value: unknown, { alias, draft }: { alias: string; draft: Draft }) {
  const expression = end.sql(alias, draft)
  if (end.type === 'boolean') {
    if (typeof value !== 'boolean') return new Misfit('Must be true or false.')
    return value ? expression : `not ${expression}`
  }
  if (!Number.isSafeInteger(value)) return new Misfit('Must be a whole number.')
  return `${expression} = ${draft.bind(value, 'bigint')}`
}

/** An array column is filtered by its elements, in the form that a GIN index answers. */
function arraySql(end: Column, op: FilterOp, value: unknown, { alias, draft }: { alias: string; draft: Draft }) {
  const element = elementOf(end.model)
  const values = Array.isArray(value) ? value : [value]
  if (!values.every(one => fits(element, one))) return misfit({ ...end, model: element })
  const compare = op === 'in' ? '&&' : '@>'
  return `${alias}.${end.sql} ${compare} ${draft.bind(values, end.cast)}`
}

function manySql(end: Column, values: readonly unknown[], { alias, draft }: { alias: string; draft: Draft }) {
  if (!values.every(value => value === null || fits(end.model, value))) return misfit(end)
  const rest = values.filter(value => value !== null)
  const nulls = rest.length < values.length
  // One shape for every number of values, so that lists of many lengths do not crowd out prepared statements.
  const listed = `${alias}.${end.sql} = any(${draft.bind(rest, `${end.cast}[]`)})`
  return nulls ? `(${listed} or ${equalsSql(end, [null], alias, draft)})` : listed
}

function textSql(name: string, op: 'contains' | 'startsWith', value: unknown, draft: Draft): string | Misfit {
  if (!isText(value)) return new Misfit('Must be text.')
  if (op === 'startsWith') return `${name} ^@ ${draft.bind(value, 'text')}`
  return `${name} ilike ${draft.bind(anywhere(value), 'text')}`
}

const says: Readonly<Record<string, string>> = {
  text: 'Must be text.',
  uuid: 'Must be a UUID.',
  integer: 'Must be a whole number in range.',
  bigint: 'Must be a whole number in range.',
  number: 'Must be a number.',
  boolean: 'Must be true or false.',
  date: 'Must be a date: YYYY-MM-DD.',
  timestamp: 'Must be a time in ISO 8601.',
}

function misfit(column: Column): Misfit {
  const { enumValues, type } = column.model
  const known = enumValues !== undefined && column.model.enumName !== undefined
  return new Misfit(known ? `Must be one of ${enumValues.join(', ')}.` : (says[type] ?? 'Has the wrong type.'))
}
