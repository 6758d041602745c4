import { type FieldProblem, invalid } from '../errors/index.ts'
import type { Check, JsonSchema } from '../operations/index.ts'
import { camelCase, snakeCase } from '../resources/index.ts'

/** The small structural shape of a Zod schema. Comparing with the full type costs seconds of `tsc` at 200 actions. */
export interface SchemaShape {
  readonly _zod: { readonly input: unknown; readonly output: unknown }
}

/** What a schema accepts. */
export type SchemaInput<S> = S extends SchemaShape ? S['_zod']['input'] : undefined
/** What a schema gives once it has parsed. */
export type SchemaOutput<S> = S extends SchemaShape ? S['_zod']['output'] : undefined

type Casing = 'camel' | 'snake'

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code?: string
  readonly keys?: readonly string[]
}

interface Parsed {
  readonly success: boolean
  readonly data?: unknown
  readonly error?: { readonly issues: readonly Issue[] }
}

/** The methods of Zod that are used, all of Zod 4's classic schemas. */
interface ZodMethods {
  safeParse(value: unknown): Parsed
  toJSONSchema(options: { io: 'input' | 'output'; unrepresentable: 'any' }): JsonSchema
}

/** A Zod schema as the check of a body or a query, with every problem under its wire name. */
export function schemaCheck(schema: SchemaShape, casing: Casing): Check {
  const zod = schema as unknown as ZodMethods
  return {
    schema: jsonSchema(schema, 'input', casing),
    parse(value) {
      refusePoison(value, '', 0)
      const parsed = zod.safeParse(casing === 'camel' ? (value ?? {}) : renamed(value ?? {}, camelCase))
      if (parsed.success) return parsed.data
      throw invalid((parsed.error?.issues ?? []).flatMap(issue => problemsOf(issue, casing)))
    },
  }
}

/** What `parse` made of the value, or undefined with the error. */
export function parseAnswer(schema: SchemaShape, value: unknown): Parsed {
  return (schema as unknown as ZodMethods).safeParse(value)
}

/** JSON Schema of a Zod schema in wire names. It says less than the schema checks: refinements have no JSON Schema. */
export function jsonSchema(schema: SchemaShape, io: 'input' | 'output', casing: Casing): JsonSchema {
  const { $schema: _, ...rest } = (schema as unknown as ZodMethods).toJSONSchema({ io, unrepresentable: 'any' })
  return casing === 'camel' ? rest : (renameSchema(rest) as JsonSchema)
}

/** Keys renamed, at every depth; `Date`s and other objects with a class stay. */
export function renamed(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map(one => renamed(one, rename))
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [rename(key), renamed(one, rename)]))
}

function problemsOf({ path, message, code, keys }: Issue, casing: Casing): FieldProblem[] {
  const at = pointer(path, casing)
  if (code !== 'unrecognized_keys' || keys === undefined) return [{ field: at, message }]
  return keys.map(key => ({ field: at === '' ? key : `${at}.${key}`, message: 'Is not a field that can be set.' }))
}

/** `items[2].quantity`. */
function pointer(path: readonly PropertyKey[], casing: Casing): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    const name = casing === 'snake' ? snakeCase(String(step)) : String(step)
    return text === '' ? name : `${text}.${name}`
  }, '')
}

function refusePoison(value: unknown, at: string, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 32) return
  for (const [key, one] of Object.entries(value)) {
    const field = Array.isArray(value) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`
    if (key === '__proto__' || key === 'constructor')
      throw invalid([{ field, message: 'Is not a field that can be set.' }])
    refusePoison(one, field, depth + 1)
  }
}

/** Property names live in `properties` and `required`; everything else is schema. */
function renameSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(renameSchema)
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).map(([word, value]) => {
    if (word === 'required' && Array.isArray(value)) return [word, value.map(name => snakeCase(String(name)))]
    if (word !== 'properties' || typeof value !== 'object' || value === null) return [word, renameSchema(value)]
    return [word, Object.fromEntries(Object.entries(value).map(([key, one]) => [snakeCase(key), renameSchema(one)]))]
  })
  return Object.fromEntries(entries)
}
