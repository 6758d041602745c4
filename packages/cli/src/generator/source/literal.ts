import { array, code, type Expression, object, quoted } from './expression.ts'

/** Plain data that can stand in source code. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

/** A value as source code. */
export function literal(value: Plain): Expression {
  if (typeof value === 'string') return code(quoted(value))
  if (value === null || typeof value !== 'object') return code(String(value))
  if (isPlainList(value)) return array(value.map(literal))
  return object(Object.entries(value).map(([key, part]) => [key, literal(part)]))
}

function isPlainList(value: readonly Plain[] | { readonly [key: string]: Plain }): value is readonly Plain[] {
  return Array.isArray(value)
}
