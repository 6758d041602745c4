import { fieldWords } from './derive/auth/words.ts'
import type { Endpoint, Evidence } from './endpoint.ts'

/** One thing that the frontend asks for and the backend does not offer. */
export interface Difference {
  /** `GET /api/products` */
  readonly endpoint: string
  readonly kind: 'endpoint' | 'query' | 'body' | 'answer' | 'pending'
  /** The name that is missing: a query word, a body field, a field of the answer. Empty for a whole endpoint. */
  readonly name: string
  readonly evidence: readonly Evidence[]
}

type Json = { readonly [key: string]: unknown }

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>
  readonly components?: Json
}

/**
 * Compares what a frontend asks for with an OpenAPI document: endpoints, query words, body fields, and the fields
 * that the code reads from answers. Dead code asks for nothing. Names of path parameters make no difference.
 */
export function compare(endpoints: readonly Endpoint[], document: Document): Difference[] {
  const operations = new Map<string, Json>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) operations.set(keyOf(method, path), operation)
  }
  const schemas = new Reader(document)
  return endpoints
    .filter(({ live, kind, method }) => live && kind === 'api' && method !== 'HEAD')
    .flatMap(endpoint => differencesOf(endpoint, operations.get(keyOf(endpoint.method, endpoint.path)), schemas))
}

function keyOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`
}

function differencesOf(endpoint: Endpoint, operation: Json | undefined, schemas: Reader): Difference[] {
  const { method, path, evidence } = endpoint
  const found = (kind: Difference['kind'], name = ''): Difference => ({
    endpoint: `${method} ${path}`,
    kind,
    name,
    evidence,
  })
  if (operation === undefined) return [found('endpoint')]
  const answers = (operation.responses ?? {}) as Record<string, Json>
  if ('501' in answers) return [found('pending')]
  const words = new Set(
    ((operation.parameters ?? []) as Json[]).filter(each => each.in === 'query').map(each => each.name),
  )
  const body = schemas.content(operation.requestBody as Json | undefined)
  const answer = schemas.content(Object.entries(answers).find(([status]) => status.startsWith('2'))?.[1])
  return [
    ...endpoint.query.filter(word => !words.has(word)).map(word => found('query', word)),
    ...endpoint.body
      .filter(name => !schemas.has(body, name) && !isDropped(operation, name))
      .map(name => found('body', name)),
    ...endpoint.reads.filter(name => !schemas.has(answer, name)).map(name => found('answer', name)),
  ]
}

/** Signing in takes no notice of a password that is typed twice. */
function isDropped({ operationId }: Json, name: string): boolean {
  const last = (name.split('.').at(-1) ?? name).replaceAll('_', '')
  const beside = fieldWords.repeated.test(last) || fieldWords.beside.test(last)
  return beside && typeof operationId === 'string' && operationId.startsWith('auth.')
}

/** Looks names up in JSON Schemas: `articles[].author.username`. */
class Reader {
  readonly #document: Document

  constructor(document: Document) {
    this.#document = document
  }

  /** The JSON schema of a request body or a response. */
  content(holder: Json | undefined): unknown {
    const content = (this.#resolve(holder) as Json | undefined)?.content as Record<string, Json> | undefined
    return Object.entries(content ?? {}).find(([type]) => type.includes('json'))?.[1]?.schema
  }

  /** True when the schema has this name. A schema that says nothing of its members has every name. */
  has(schema: unknown, name: string): boolean {
    const steps = name
      .replaceAll('[]', '.[]')
      .split('.')
      .filter(step => step !== '')
    return this.#walk(schema, steps)
  }

  #walk(given: unknown, [step, ...rest]: readonly string[]): boolean {
    if (step === undefined) return true
    const schema = this.#resolve(given)
    if (schema === true) return true
    if (typeof schema !== 'object' || schema === null) return false
    const { properties, items, anyOf, oneOf, allOf, additionalProperties } = schema as Record<string, unknown>
    const parts = [anyOf, oneOf, allOf].flatMap(each => (Array.isArray(each) ? each : []))
    if (parts.some(part => this.#walk(part, [step, ...rest]))) return true
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

  #resolve(value: unknown): unknown {
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
}
