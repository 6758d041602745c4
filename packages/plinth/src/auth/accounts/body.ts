import { nearest } from '../../config/index.ts'
import { type FieldProblem, invalid } from '../../errors/index.ts'
import type { Check, JsonSchema } from '../../operations/index.ts'
import type { Rule } from './rules.ts'

/** One field of a body. */
export interface Field {
  /** Its plain name. */
  readonly key: string
  /** Its name on the wire. */
  readonly wire: string
  readonly required: boolean
  readonly nullable: boolean
  readonly rule: Rule
}

export type Body = Readonly<Record<string, unknown>>

/**
 * Checks an object of these fields, and gives it back by plain names; unknown fields are refused or dropped. A body
 * that is not there is an empty one. Every problem is in the one error, under its name on the wire.
 */
export function bodyCheck(fields: readonly Field[], extra: 'refuse' | 'drop'): Check<Body> {
  const names = fields.map(field => field.wire)
  return {
    schema: schemaOf(fields, extra),
    parse(value) {
      const given = asObject(value)
      const problems = fields.flatMap(field => problemOf(field, given))
      if (extra === 'refuse') problems.push(...unknownFields(given, names))
      if (problems.length > 0) throw invalid(problems)
      const known = fields.filter(field => Object.hasOwn(given, field.wire) && given[field.wire] !== undefined)
      return Object.fromEntries(known.map(field => [field.key, given[field.wire]]))
    },
  }
}

function asObject(value: unknown): Body {
  if (value === undefined || value === null) return {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Body
  throw invalid([{ field: '', message: 'Must be an object.' }])
}

function problemOf(field: Field, given: Body): FieldProblem[] {
  const value = Object.hasOwn(given, field.wire) ? given[field.wire] : undefined
  if (value === undefined) return field.required ? [{ field: field.wire, message: 'Is required.' }] : []
  if (value === null && field.nullable) return []
  const message = value === null ? 'Must not be null.' : field.rule.problem(value)
  return message === undefined ? [] : [{ field: field.wire, message }]
}

function unknownFields(given: Body, names: readonly string[]): FieldProblem[] {
  const unknown = Object.keys(given).filter(name => !names.includes(name))
  return unknown.slice(0, 20).map(name => {
    const meant = nearest(name.slice(0, 50), names)
    return {
      field: name.slice(0, 50),
      message: `Is not a field that can be set.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
    }
  })
}

function schemaOf(fields: readonly Field[], extra: 'refuse' | 'drop'): JsonSchema {
  const properties = fields.map(field => [field.wire, nullableSchema(field.rule.schema, field.nullable)])
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: fields.filter(field => field.required).map(field => field.wire),
    ...(extra === 'refuse' ? { additionalProperties: false } : {}),
  }
}

/** The schema of a value that may be null. */
export function nullableSchema(schema: JsonSchema, nullable: boolean): JsonSchema {
  return nullable ? { anyOf: [schema, { type: 'null' }] } : schema
}
