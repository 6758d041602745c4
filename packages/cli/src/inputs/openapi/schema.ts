import type { Field, Shape } from '../../blueprint/endpoint.ts'
import { fieldOf } from '../../detectors/shapes/field.ts'
import { fieldsOf, mergeShapes, UNKNOWN } from '../../detectors/shapes/merge.ts'
import { type Json, listOf, objectOf, textOf } from '../document.ts'

/** Schemas that one operation may have; a document that refers in all directions has more than anybody reads. */
const MOST = 5000

/** Levels of a shape. Deeper values are rows of other tables. */
const DEEPEST = 8

/** Turns schemas of one document into shapes. */
export class Schemas {
  readonly #root: unknown
  #left = MOST

  constructor(root: unknown) {
    this.#root = root
  }

  /** Starts counting anew: each operation has its own share of work. */
  renew(): this {
    this.#left = MOST
    return this
  }

  /** What a reference inside of the document leads to; the value itself where it is none. */
  resolve(value: unknown): Json {
    let found = value
    for (let hops = 0; hops < 20; hops++) {
      const reference = textOf(objectOf(found).$ref)
      if (reference === undefined) return objectOf(found)
      if (!reference.startsWith('#/')) return {}
      found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((node, step) => memberOf(node, stepOf(step)), this.#root)
    }
    return {}
  }

  /** The shape that a schema describes. A schema that contains itself ends where it begins again. */
  shape(given: unknown, above: readonly Json[] = []): Shape {
    const schema = this.resolve(given)
    if (this.#left-- <= 0 || above.length > DEEPEST || above.includes(schema)) return UNKNOWN
    const inside = [...above, schema]
    const own = this.#own(schema, inside)
    const all = listOf(schema.allOf).map(part => this.shape(part, inside))
    const either = [...listOf(schema.oneOf), ...listOf(schema.anyOf)].map(part => this.shape(part, inside))
    return [...all, either.reduce(mergeShapes, UNKNOWN)].reduce(together, own)
  }

  #own(schema: Json, inside: readonly Json[]): Shape {
    const values = 'const' in schema ? [schema.const] : listOf(schema.enum)
    const literals = values.filter(isLiteral)
    if (literals.length > 0) return { kind: 'literal', values: literals }
    const type = typesOf(schema)
      .map(textOf)
      .find(name => name !== undefined && name !== 'null')
    if (type === 'array' || schema.items !== undefined) return { kind: 'array', of: this.shape(schema.items, inside) }
    if (type === 'object' || schema.properties !== undefined) return this.#object(schema, inside)
    return scalarOf(type, textOf(schema.format))
  }

  #object(schema: Json, inside: readonly Json[]): Shape {
    const required = new Set(listOf(schema.required))
    const entries = Object.entries(objectOf(schema.properties)).map(
      ([name, part]) => [name, this.#field(name, part, { required: required.has(name), inside })] as const,
    )
    return { kind: 'object', fields: fieldsOf(entries) }
  }

  #field(name: string, part: unknown, { required, inside }: { required: boolean; inside: readonly Json[] }): Field {
    const schema = this.resolve(part)
    const format = formats[textOf(schema.format) ?? '']
    const nullable = schema.nullable === true || typesOf(schema).includes('null')
    const field = fieldOf(name, this.shape(part, inside), {
      optional: !required,
      nullable,
      ...(format === undefined ? {} : { format }),
    })
    return { ...field, ...(required && !nullable ? { required: true as const } : {}), ...limitsOf(schema) }
  }
}

/** What all parts say: unlike alternatives, none makes a field of another optional. */
function together(left: Shape, right: Shape): Shape {
  if (left.kind !== 'object' || right.kind !== 'object') return mergeShapes(left, right)
  const fields = new Map(Object.entries(left.fields))
  for (const [name, field] of Object.entries(right.fields)) {
    const known = fields.get(name)
    fields.set(name, known === undefined ? field : { ...field, ...known, shape: mergeShapes(known.shape, field.shape) })
  }
  return { kind: 'object', fields: fieldsOf([...fields]) }
}

const formats: Readonly<Record<string, NonNullable<Field['format']>>> = {
  email: 'email',
  password: 'password',
  uri: 'url',
  url: 'url',
  uuid: 'uuid',
  date: 'date',
}

function scalarOf(type: string | undefined, format: string | undefined): Shape {
  if (type === 'integer' || type === 'number') return { kind: 'number' }
  if (type === 'boolean') return { kind: 'boolean' }
  if (type !== 'string') return UNKNOWN
  if (format === 'binary') return { kind: 'file' }
  return { kind: format === 'date' || format === 'date-time' ? 'date' : 'string' }
}

function typesOf({ type }: Json): unknown[] {
  return Array.isArray(type) ? type : [type]
}

function isLiteral(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

const limits = { minLength: 'minLength', maxLength: 'maxLength', minimum: 'min', maximum: 'max' } as const

function limitsOf(schema: Json): Partial<Field> {
  const found: Partial<Field> = {}
  for (const [name, own] of Object.entries(limits) as [
    keyof typeof limits,
    (typeof limits)['minimum' | 'minLength'],
  ][]) {
    const value = schema[name]
    if (typeof value === 'number' && Number.isFinite(value)) found[own] = value
  }
  return { ...found, ...(typeof schema.pattern === 'string' ? { pattern: schema.pattern } : {}) }
}

function stepOf(step: string): string {
  const plain = step.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return plain
  }
}

function memberOf(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, name) ? (node as Json)[name] : undefined
}
