import type { JsonSchema } from '../../operations/index.ts'

/** Finds what a reference stands for. */
export type Resolve = (schema: JsonSchema) => JsonSchema

/** One field, flattened for reading: `items[].quantity`. */
export interface FieldLine {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly description: string
}

/** Deepest nesting that is shown; recursive schemas end here. */
const deepest = 4

/** References of one document. */
export function resolver(schemas: Readonly<Record<string, JsonSchema>>): Resolve {
  return schema => (typeof schema.$ref === 'string' ? (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema)
}

/** What a value is, in words: `uuid`, `pending | paid`, `list of text or null`, `whole number, 1 to 100`. */
export function typeText(schema: JsonSchema, resolve: Resolve): string {
  const { type, enum: values, const: only, anyOf, oneOf } = resolve(schema)
  if (only !== undefined) return JSON.stringify(only)
  if (Array.isArray(values)) return values.map(String).join(' | ')
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) return choices.map(choice => typeText(choice as JsonSchema, resolve)).join(' | ')
  const kinds = (Array.isArray(type) ? type : [type]).filter(kind => kind !== 'null')
  const text = kinds.map(kind => kindText(String(kind), resolve(schema), resolve)).join(' | ') || 'null'
  return Array.isArray(type) && type.includes('null') && kinds.length > 0 ? `${text} or null` : text
}

function kindText(kind: string, schema: JsonSchema, resolve: Resolve): string {
  const { format, items } = schema
  if (kind === 'array') return `list of ${items === undefined ? 'anything' : typeText(items as JsonSchema, resolve)}`
  const word = typeof format === 'string' && format !== 'int32' ? format : (words[kind] ?? 'anything')
  return `${word}${boundsText(schema)}`
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
}

/** The range of a 32-bit integer says nothing to a reader. */
function boundsText({ minimum, maximum, minLength, maxLength }: JsonSchema): string {
  const [least, most] = [minimum ?? minLength, maximum ?? maxLength].map(bound =>
    typeof bound === 'number' && Math.abs(bound) < 2 ** 31 - 1 ? bound.toLocaleString('en') : undefined,
  )
  const unit = minLength === undefined && maxLength === undefined ? '' : ' characters'
  if (least === undefined) return most === undefined ? '' : `, up to ${most}${unit}`
  return most === undefined ? `, ${least}${unit} or more` : `, ${least} to ${most}${unit}`
}

/** Every field of an object, those inside of it too. */
export function fieldLines(
  schema: JsonSchema,
  resolve: Resolve,
  at: { prefix: string; depth: number } = { prefix: '', depth: 0 },
): FieldLine[] {
  const { properties, required } = merged(schema, resolve)
  return Object.entries(properties).flatMap(([key, value]) => {
    const name = at.prefix + key
    const { description, default: fallback } = resolve(value)
    const notes = [description, fallback === undefined ? undefined : `Default ${JSON.stringify(fallback)}`].filter(
      note => note !== undefined,
    )
    const line = {
      name,
      type: typeText(value, resolve),
      required: required.includes(key),
      description: notes.join('. '),
    }
    return at.depth >= deepest ? [line] : [line, ...inside(value, name, { resolve, depth: at.depth + 1 })]
  })
}

function inside(value: JsonSchema, name: string, { resolve, depth }: { resolve: Resolve; depth: number }): FieldLine[] {
  const schema = resolve(value)
  if (schema.type === 'array')
    return fieldLines((schema.items ?? {}) as JsonSchema, resolve, { prefix: `${name}[].`, depth })
  return fieldLines(schema, resolve, { prefix: `${name}.`, depth })
}

/** Properties of an object and of what it is composed of. */
function merged(
  schema: JsonSchema,
  resolve: Resolve,
): { properties: Record<string, JsonSchema>; required: readonly string[] } {
  const { properties, required, allOf } = resolve(schema)
  const parts = Array.isArray(allOf) ? allOf.map(part => merged(part as JsonSchema, resolve)) : []
  return {
    properties: Object.assign({}, ...parts.map(part => part.properties), properties) as Record<string, JsonSchema>,
    required: [...parts.flatMap(part => part.required), ...((required ?? []) as string[])],
  }
}

/** A value that fits the schema, for examples. */
export function sample(schema: JsonSchema, resolve: Resolve, depth = 0): unknown {
  const { type, enum: values, const: only, default: fallback, items, anyOf, format } = resolve(schema)
  if (only !== undefined) return only
  if (fallback !== undefined) return fallback
  if (Array.isArray(values)) return values[0]
  if (Array.isArray(anyOf)) return sample(anyOf[0] as JsonSchema, resolve, depth)
  const kind = Array.isArray(type) ? type[0] : type
  if (depth > deepest) return null
  if (kind === 'array') return items === undefined ? [] : [sample(items as JsonSchema, resolve, depth + 1)]
  const { properties } = merged(schema, resolve)
  if (kind === 'object' || Object.keys(properties).length > 0) {
    return Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, sample(value, resolve, depth + 1)]),
    )
  }
  return plainSample(String(kind), String(format), resolve(schema))
}

function plainSample(kind: string, format: string, { minimum }: JsonSchema): unknown {
  if (kind === 'integer' || kind === 'number') return typeof minimum === 'number' ? Math.max(minimum, 1) : 1
  if (kind === 'boolean') return true
  if (kind !== 'string') return null
  return formats[format] ?? 'text'
}

const formats: Readonly<Record<string, string>> = {
  uuid: '0191f2a4-5b7c-4d3e-8f90-1a2b3c4d5e6f',
  email: 'ada@example.com',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00.000Z',
  uri: 'https://example.com',
}
