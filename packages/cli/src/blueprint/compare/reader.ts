/** A part of an OpenAPI document. */
export type Json = { readonly [key: string]: unknown }

/** The parts of a document that are compared. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>
  readonly components?: Json
}

/** Looks into the JSON schemas of a document. */
export class Reader {
  readonly #document: Document

  constructor(document: Document) {
    this.#document = document
  }

  /** The JSON schema of a request body or a response. */
  content(holder: Json | undefined): unknown {
    const content = (this.resolve(holder) as Json | undefined)?.content as Record<string, Json> | undefined
    return Object.entries(content ?? {}).find(([type]) => type.includes('json'))?.[1]?.schema
  }

  /** True when the schema has this name: `articles[].author.username`. One that says nothing of its members has all. */
  has(schema: unknown, name: string): boolean {
    const steps = name
      .replaceAll('[]', '.[]')
      .split('.')
      .filter(step => step !== '')
    return this.#walk(schema, steps)
  }

  /** What a value may be: the alternatives of a schema, references followed, parts that hold together joined. */
  variants(given: unknown, above: readonly unknown[] = []): Json[] {
    const schema = this.resolve(given)
    if (typeof schema !== 'object' || schema === null || above.includes(schema)) return [{}]
    const { anyOf, oneOf, allOf, ...own } = schema as Json
    const inside = [...above, schema]
    const parts = listOf(allOf).map(part => this.variants(part, inside))
    const joined = parts.reduce<Json[]>(
      (all, part) => all.flatMap(one => part.map(other => join(one, other))).slice(0, MOST),
      [own],
    )
    const either: Json[] = []
    for (const part of [...listOf(anyOf), ...listOf(oneOf)]) {
      // A schema among its own alternatives adds none.
      if (either.length < MOST && !inside.includes(this.resolve(part))) either.push(...this.variants(part, inside))
    }
    if (either.length === 0) return joined.slice(0, MOST)
    return joined.flatMap(one => either.map(other => join(one, other))).slice(0, MOST)
  }

  /** What a reference leads to; the value itself where it is none. */
  resolve(value: unknown): unknown {
    let found = value
    for (let hops = 0; hops < 20; hops++) {
      const reference = (found as { $ref?: unknown } | null | undefined)?.$ref
      if (typeof reference !== 'string' || !reference.startsWith('#/')) return found
      found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((node, key) => (node as Json | undefined)?.[key.replaceAll('~1', '/')], this.#document)
    }
    return found
  }

  #walk(given: unknown, [step, ...rest]: readonly string[]): boolean {
    if (step === undefined) return true
    const schema = this.resolve(given)
    if (schema === true) return true
    if (typeof schema !== 'object' || schema === null) return false
    const { properties, items, anyOf, oneOf, allOf, additionalProperties } = schema as Record<string, unknown>
    const parts = [anyOf, oneOf, allOf].flatMap(each => (Array.isArray(each) ? each : []))
    if (parts.some(part => this.#walk(part, [step, ...rest]))) return true
    if (Object.keys(schema).length === 0) return true
    if (step === '[]') return items !== undefined && this.#walk(items, rest)
    const member = (properties as Record<string, unknown> | undefined)?.[step]
    if (member !== undefined) return this.#walk(member, rest)
    if (typeof additionalProperties === 'object') return this.#walk(additionalProperties, rest)
    return (
      properties === undefined &&
      items === undefined &&
      parts.length === 0 &&
      additionalProperties !== false &&
      (schema as Json).type === undefined
    )
  }
}

/** Alternatives that are told apart; a product of many would have no end. */
const MOST = 60

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function join(one: Json, other: Json): Json {
  return {
    ...one,
    ...other,
    ...(one.properties === undefined && other.properties === undefined
      ? {}
      : { properties: { ...(one.properties as Json | undefined), ...(other.properties as Json | undefined) } }),
    required: [...listOf(one.required), ...listOf(other.required)],
  }
}
