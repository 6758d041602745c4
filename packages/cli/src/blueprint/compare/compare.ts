import { authNames } from '../derive/auth/names.ts'
import { fieldWords } from '../derive/auth/words.ts'
import { camelCase } from '../derive/facts/words.ts'
import type { Endpoint, Evidence, Shape, Unresolved } from '../endpoint.ts'
import { asAnswered } from './answered.ts'
import { type Document, type Json, Reader } from './reader.ts'
import { type Unlike, unlikeValues } from './values.ts'

/** One thing that the two sides see differently. */
export interface Difference {
  /** `GET /api/products` */
  readonly endpoint: string
  /**
   * Asked and not offered: `endpoint`, `query`, `body`, `answer`; offered and not right: `pending` answers 501, `required` is
   * not sent, `type` and `answerType` are of another kind, `key` is a number in the code and a UUID
   * here. `unused` is offered and never asked for. `ignored` is asked for and left to the user from the beginning.
   */
  readonly kind:
    | 'endpoint'
    | 'query'
    | 'body'
    | 'answer'
    | 'pending'
    | 'required'
    | 'type'
    | 'answerType'
    | 'key'
    | 'unused'
    | 'ignored'
  /** The name that it is about: a query word, a body field, a field of the answer. Empty for a whole endpoint. */
  readonly name: string
  /** For a type: what the frontend has, and what the backend. */
  readonly detail?: string
  readonly evidence: readonly Evidence[]
}

/**
 * Compares what a frontend asks for with an OpenAPI document, in both directions: endpoints, query words, body fields, the
 * fields that the code reads from answers, and their kinds. Dead code asks for nothing. Names of path parameters make no
 * difference. What the blueprint of the backend leaves to the user, `known`, makes a note.
 */
export function compare(
  endpoints: readonly Endpoint[],
  document: Document,
  known: readonly Pick<Unresolved, 'text'>[] = [],
): Difference[] {
  const left = new Set(known.map(({ text }) => text))
  return differences(endpoints, document).map(each => (isKnown(each, left) ? { ...each, kind: 'ignored' } : each))
}

/** As the blueprint names what it leaves to the user: `GET /notes?since`, `POST /notes {sub-title}`, a whole endpoint. */
function isKnown({ endpoint, kind, name }: Difference, left: ReadonlySet<string>): boolean {
  if (kind === 'endpoint') return left.has(endpoint.slice(0, 80))
  if (kind === 'query') return left.has(`${endpoint}?${name}`)
  const leaf = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(']')) + 1)
  return kind === 'body' && [name, leaf].some(one => left.has(`${endpoint} {${one.slice(0, 200)}}`))
}

function differences(endpoints: readonly Endpoint[], document: Document): Difference[] {
  const operations = new Map<string, Json>()
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) operations.set(keyOf(method, path), operation)
  }
  const reader = new Reader(document)
  return endpoints
    .filter(({ live, kind, method }) => live && kind === 'api' && method !== 'HEAD')
    .map(endpoint => asAnswered(endpoint))
    .flatMap(endpoint => differencesOf(endpoint, operations.get(keyOf(endpoint.method, endpoint.path)), reader))
}

const notes: ReadonlySet<Difference['kind']> = new Set(['pending', 'key', 'unused', 'ignored'])

/** True for what the frontend lives with: it is said, and fails no build. */
export function isNote({ kind }: Difference): boolean {
  return notes.has(kind)
}

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** Operations of the document that no frontend asks for, dead code included. */
export function unused(endpoints: readonly Endpoint[], document: Document): Difference[] {
  const asked = new Set(endpoints.map(({ method, path }) => keyOf(method, path)))
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter(method => verbs.has(method) && !asked.has(keyOf(method, path)))
      .map(method => ({ endpoint: `${method.toUpperCase()} ${path}`, kind: 'unused', name: '', evidence: [] })),
  )
}

/** The server takes a slash at the end for nothing, whatever frameworks before it did. */
function keyOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/[^/]*\{[^/]*|(?<=\/)\[\]/g, '{}').replace(/(?<=.)\/$/, '')}`
}

function differencesOf(endpoint: Endpoint, operation: Json | undefined, reader: Reader): Difference[] {
  const { method, path, evidence } = endpoint
  const found = (kind: Difference['kind'], name = '', detail?: string): Difference => ({
    endpoint: `${method} ${path}`,
    kind,
    name,
    ...(detail === undefined ? {} : { detail }),
    evidence,
  })
  if (operation === undefined) return [found('endpoint')]
  const answers = (operation.responses ?? {}) as Record<string, Json>
  if ('501' in answers) return [found('pending')]
  const words = ((operation.parameters ?? []) as Json[]).filter(each => each.in === 'query')
  const body = reader.content(operation.requestBody as Json | undefined)
  const answer = reader.content(Object.entries(answers).find(([status]) => status.startsWith('2'))?.[1])
  const taken = new Set(words.map(each => each.name))
  const given = endpoint.reads.filter(name => reader.has(answer, name))
  const demanded = words.filter(each => each.required === true && !endpoint.query.includes(String(each.name)))
  return [
    // The path may say it, too: `/orders/{id}/status?id=7`.
    ...endpoint.query
      .filter(word => !taken.has(word) && !taken.has(asList(word)) && !endpoint.path.includes(`{${word}}`))
      .map(word => found('query', word)),
    ...demanded.map(each => found('required', `?${String(each.name)}`)),
    ...endpoint.body
      .filter(
        name =>
          !reader.has(body, name) &&
          !isDropped(operation, name) &&
          !isGivenBack(name, { endpoint, body, answer, reader }),
      )
      .map(name => found('body', name)),
    ...endpoint.reads.filter(name => !isGiven(name, given)).map(name => found('answer', name)),
    ...sentUnlike(endpoint, body, reader).map(({ kind, name, detail }) => found(kind, name, detail)),
    ...readUnlike(endpoint, answer, reader).map(({ kind, name, detail }) =>
      found(kind === 'key' ? kind : 'answerType', name, detail),
    ),
  ]
}

/** Lists read `status[]`, as axios and jQuery write it, where they offer `status[in]`. */
function asList(word: string): string {
  return word.replace(/\[\]$/, '[in]')
}

/** What is sent and wanted. In forms every value is a text, so that kinds say nothing there. */
function sentUnlike({ bodyShape, encoding = 'json' }: Endpoint, body: unknown, reader: Reader): Unlike[] {
  if (bodyShape === undefined || body === undefined || encoding !== 'json' || !isObject(bodyShape)) return []
  return unlikeValues(bodyShape, body, { reader, required: true })
}

/** What is read of another kind than it is given: only where the code reads it, whatever its types declare besides. */
function readUnlike({ answerShape, reads }: Endpoint, answer: unknown, reader: Reader): Unlike[] {
  if (answerShape === undefined || answer === undefined || reads.length === 0) return []
  return unlikeValues(answerShape, answer, { reader, required: false, only: new Set(reads) })
}

function isObject(shape: Shape): boolean {
  return shape.kind === 'object' && Object.keys(shape.fields).length > 0
}

/**
 * In the answer, or as good as: a form begins with an empty password, which no answer has, and code that takes
 * `clientName` or `client_name` finds the one that is there.
 */
function isGiven(name: string, given: readonly string[]): boolean {
  if (authNames.secret.test(name.slice(name.lastIndexOf('.') + 1))) return true
  return given.some(other => camelCase(other) === camelCase(name))
}

/**
 * The server's own fields of a row that is sent back as it came, and the row above that the path names too: it answers with
 * them, and passes over them.
 */
function isGivenBack(name: string, { endpoint: { method, path }, body, answer, reader }: Sides): boolean {
  const leaf = name.slice(name.lastIndexOf('.') + 1)
  const isAbove = plainWord(path).includes(`{${plainWord(leaf)}}`)
  const isOwn = method === 'PUT' || isAbove || /^_?(id|uuid|created_?at|updated_?at)$/i.test(leaf)
  const refuses = reader.variants(body).some(({ additionalProperties }) => additionalProperties === false)
  return isOwn && !refuses && !leaf.endsWith('[]') && ownNames(answer, reader).has(leaf.replaceAll('_', ''))
}

function plainWord(text: string): string {
  return text.replaceAll('_', '').toLowerCase()
}

interface Sides {
  readonly endpoint: Endpoint
  readonly body: unknown
  readonly answer: unknown
  readonly reader: Reader
}

/** The names of the answer's fields, as far as envelopes go. */
function ownNames(answer: unknown, reader: Reader, deep = 0): Set<string> {
  const members = reader.variants(answer).flatMap(({ properties }) => Object.entries((properties ?? {}) as Json))
  const inner = deep > 1 ? [] : members.flatMap(([, schema]) => [...ownNames(schema, reader, deep + 1)])
  return new Set([...members.map(([name]) => name.replaceAll('_', '')), ...inner])
}

/** Signing in takes no notice of a password that is typed twice. */
function isDropped({ operationId }: Json, name: string): boolean {
  const last = (name.split('.').at(-1) ?? name).replaceAll('_', '')
  const beside = fieldWords.repeated.test(last) || fieldWords.beside.test(last)
  if (operationId === 'auth.login' && /^(e?mail|username|name|granttype|scope)$/i.test(last)) return true
  if (operationId === 'auth.reset' && /^e?mail/i.test(last)) return true
  return beside && typeof operationId === 'string' && operationId.startsWith('auth.')
}
