import { camelCase } from './words.ts'

/** Names that every object answers to, that a table object needs for itself, or that a module's own file has. */
const taken = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'then', 'index'])

/** True for a name that a column, a table or a file can have. Other people's code has others. */
export function isFit(name: string): boolean {
  return /^[a-z]\w{0,59}$/.test(name) && !taken.has(name)
}

/** The first word of a dotted name; empty for what stands in a list at the top. */
export function topOf(name: string): string {
  return name.split(/[.[]/, 1)[0] ?? name
}

/** True for a query word that can be declared. */
export function isFitWord(word: string): boolean {
  return /^[a-z][\w-]{0,59}$/.test(word) && !taken.has(word)
}

/** The name, or the other one where it cannot be used. */
export function fitOr(name: string, other: string): string {
  return isFit(name) ? name : other
}

/** One column cannot be told from another by capitals: `userName` and `username`. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** `client_name`, where a `clientName` stands beside it: code that takes either asks for one field. */
export function isSpelledTwice(name: string, fields: readonly { readonly name: string }[]): boolean {
  const plain = camelCase(name)
  return plain !== name && fields.some(field => field.name === plain)
}
