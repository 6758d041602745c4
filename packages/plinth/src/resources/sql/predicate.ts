import { decide, type PolicyNode, type Predicate, type Scalar } from '../../access/index.ts'
import type { Column, Table } from '../model/table.ts'
import type { At } from './draft.ts'
import { fits } from './value.ts'

/** The policy as a condition on a row: `true`, `false` or SQL. Trusted askers are not asked; null is nobody. */
export function policySql(node: PolicyNode | null, table: Table, at: At): string {
  const { trusted, actor } = at.draft.asker
  if (trusted) return 'true'
  return node === null ? 'false' : predicateSql(decide(node, actor), table, at)
}

/** A predicate of `decide` as SQL. */
export function predicateSql(predicate: Predicate, table: Table, at: At): string {
  if (typeof predicate === 'boolean') return String(predicate)
  if ('and' in predicate) return allOf(predicate.and.map(part => predicateSql(part, table, at)))
  if ('or' in predicate) return anyOf(predicate.or.map(part => predicateSql(part, table, at)))
  const column = table.columns.get(predicate.field) as Column
  const values = (Array.isArray(predicate.is) ? predicate.is : [predicate.is]) as readonly Scalar[]
  return equalsSql(column, values, at)
}

/** The column has one of the values. Those that it could never have are left out. */
export function equalsSql(column: Column, values: readonly unknown[], { alias, draft }: At): string {
  const name = `${alias}.${column.sql}`
  const fitting = values.filter(value => fits(column.model, value))
  const parts = values.includes(null) ? [`${name} is null`] : []
  if (fitting.length === 1) parts.push(`${name} = ${draft.bind(fitting[0], column.cast)}`)
  if (fitting.length > 1) parts.push(`${name} = any(${draft.bind(fitting, `${column.cast}[]`)})`)
  return anyOf(parts)
}

/** Joined by `and`; what is decided is folded in. A part with a parameter stays: PostgreSQL refuses one that nothing uses. */
export function allOf(parts: readonly string[]): string {
  if (parts.includes('false')) return decided('false', 'and', parts)
  const open = parts.filter(part => part !== 'true')
  return open.length === 0 ? 'true' : open.length === 1 ? (open[0] as string) : `(${open.join(' and ')})`
}

/** Joined by `or`; what is decided is folded in. */
export function anyOf(parts: readonly string[]): string {
  if (parts.includes('true')) return decided('true', 'or', parts)
  const open = parts.filter(part => part !== 'false')
  return open.length === 0 ? 'false' : open.length === 1 ? (open[0] as string) : `(${open.join(' or ')})`
}

function decided(result: string, word: string, parts: readonly string[]): string {
  const bound = parts.filter(part => part.includes('$'))
  return bound.length === 0 ? result : `(${[result, ...bound].join(` ${word} `)})`
}
