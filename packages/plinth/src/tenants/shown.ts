import type { Wire } from '../auth/index.ts'
import { quoteText } from '../data/schema/index.ts'
import type { JsonSchema } from '../operations/index.ts'

/** One field of an answer: how it is read, and what clients are told of it. */
export interface ShownField {
  readonly sql: string
  readonly schema: JsonSchema
}

/** Fields by their plain names. */
export type Shown = Readonly<Record<string, ShownField>>

export const text: JsonSchema = { type: 'string' }
export const maybeText: JsonSchema = { type: ['string', 'null'] }
export const time: JsonSchema = { type: 'string', format: 'date-time' }
export const maybeTime: JsonSchema = { type: ['string', 'null'], format: 'date-time' }

/** A time as all answers have it: ISO 8601 in UTC, with milliseconds. */
export function iso(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** The JSON object that PostgreSQL makes of them, in wire names. */
export function shownSql(shown: Shown, wire: Wire): string {
  const members = Object.entries(shown).map(([key, { sql }]) => `${quoteText(wire.name(key))}, ${sql}`)
  return `json_build_object(${members.join(', ')})`
}

/** Its JSON Schema. */
export function shownSchema(shown: Shown, wire: Wire): JsonSchema {
  const properties = Object.fromEntries(Object.entries(shown).map(([key, { schema }]) => [wire.name(key), schema]))
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}
