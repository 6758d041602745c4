import type { Condition } from '../../operations/index.ts'
import { elementOf } from '../model/element.ts'
import type { Computation, Filter } from '../model/model.ts'
import type { Column } from '../model/table.ts'
import type { At } from './draft.ts'
import { equalsSql } from './predicate.ts'
import { rowsSql } from './rows.ts'
import { fits } from './value.ts'

/** Why a value cannot be used with a filter, for the client. */
export class Misfit {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

type Compare = Pick<Condition, 'op' | 'value'>

const comparisons = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** A condition of a list: relations become nested `exists`, so a row never comes twice. */
export function filterSql(filter: Pick<Filter, 'hops' | 'end'>, compare: Compare, at: At): string | Misfit {
  const [hop, ...hops] = filter.hops
  if (hop === undefined) return endSql(filter.end, compare, at)
  const inner = at.draft.inner()
  const rest = filterSql({ hops, end: filter.end }, compare, inner)
  if (rest instanceof Misfit) return rest
  const joined = `${inner.alias}.${hop.to.sql} = ${at.alias}.${hop.from.sql}`
  return `exists (select 1 from ${rowsSql(hop.target, inner, [joined, rest])})`
}

/** Text as a pattern that finds it anywhere. */
export function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

function endSql(end: Column | Computation, compare: Compare, at: At): string | Misfit {
  if (!('model' in end)) return computedSql(end, compare.value, at)
  const { op, value } = compare
  const name = `${at.alias}.${end.sql}`
  if (op === 'isNull') return value === true || value === 'true' ? `${name} is null` : `${name} is not null`
  if (value === null && op === 'eq') return `${name} is null`
  if (value === null && op === 'ne') return `${name} is not null`
  if (end.model.type === 'array') return arraySql(end, compare, at)
  if (op === 'in') return Array.isArray(value) ? manySql(end, value, at) : new Misfit('Must be a list.')
  return valueSql(end, compare, at)
}

function valueSql(end: Column, { op, value }: Compare, { alias, draft }: At): string | Misfit {
  const name = `${alias}.${end.sql}`
  if (!fits(end.model, value)) return misfit(end)
  if (op === 'startsWith') return `${name} ^@ ${draft.bind(value, 'text')}`
  if (op === 'contains') return `${name} ilike ${draft.bind(anywhere(String(value)), 'text')}`
  const bound = draft.bind(value, end.cast)
  if (op === 'eq') return `${name} = ${bound}`
  // Rows without a value are unequal to every value.
  if (op === 'ne') return end.model.notNull ? `${name} <> ${bound}` : `${name} is distinct from ${bound}`
  return op in comparisons ? `${name} ${comparisons[op as keyof typeof comparisons]} ${bound}` : misfit(end)
}

function computedSql(end: Computation, value: unknown, at: At): string | Misfit {
  const expression = end.sql(at)
  if (end.type === 'boolean') {
    if (typeof value !== 'boolean') return new Misfit('Must be true or false.')
    return value ? expression : `not ${expression}`
  }
  if (!Number.isSafeInteger(value)) return new Misfit('Must be a whole number.')
  return `${expression} = ${at.draft.bind(value, 'bigint')}`
}

/** An array column is filtered by its elements, in the form that a GIN index answers. */
function arraySql(end: Column, { op, value }: Compare, { alias, draft }: At): string | Misfit {
  const element = elementOf(end.model)
  const values = Array.isArray(value) ? value : [value]
  if (!values.every(one => fits(element, one))) return misfit({ ...end, model: element })
  return `${alias}.${end.sql} ${op === 'in' ? '&&' : '@>'} ${draft.bind(values, end.cast)}`
}

function manySql(end: Column, values: readonly unknown[], at: At): string | Misfit {
  if (!values.every(value => value === null || fits(end.model, value))) return misfit(end)
  const rest = values.filter(value => value !== null)
  // One shape for every number of values, so that lists of many lengths do not crowd out prepared statements.
  const listed = `${at.alias}.${end.sql} = any(${at.draft.bind(rest, `${end.cast}[]`)})`
  return rest.length < values.length ? `(${listed} or ${equalsSql(end, [null], at)})` : listed
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

function misfit({ model }: Column): Misfit {
  const { enumValues, enumName, type } = model
  const known = enumValues !== undefined && enumName !== undefined
  return new Misfit(known ? `Must be one of ${enumValues.join(', ')}.` : (says[type] ?? 'Has the wrong type.'))
}
