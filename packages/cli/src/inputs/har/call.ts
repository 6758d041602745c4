import type { Endpoint, Evidence, Shape } from '../../blueprint/endpoint.ts'
import { UNKNOWN } from '../../detectors/shapes/merge.ts'
import { type Document, type Json, listOf, objectOf, textOf } from '../document.ts'
import { shapeOfValue } from './value.ts'

/** One request of a recording: names and kinds of what was sent and answered, and no value of it. */
export interface Call {
  readonly url: URL
  readonly method: Endpoint['method']
  readonly query: Shape
  readonly body: Shape
  readonly encoding: Endpoint['encoding'] | undefined
  readonly answer: Shape
  readonly status: number
  readonly kind: 'api' | 'stream' | 'socket'
  /** The word before the token, such as `Bearer`. */
  readonly scheme: string | undefined
  readonly evidence: Evidence
}

const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])

/** Bytes of an answer that is looked into. */
const LARGEST = 5_000_000

/** The request of an entry; undefined for pages, pictures, scripts and what a browser asks by itself. */
export function callOf(document: Document, entry: unknown, index: number): Call | undefined {
  const request = objectOf(objectOf(entry).request)
  const method = textOf(request.method)?.toUpperCase()
  const url = textOf(request.url)
  if (method === undefined) throw document.unfit('An entry has a request with a method.', 'log', 'entries', index)
  if (url === undefined) throw document.unfit('An entry has a request with an address.', 'log', 'entries', index)
  if (!methods.has(method) || !/^(?:https?|wss?):/i.test(url) || !URL.canParse(url)) return undefined
  const response = objectOf(objectOf(entry).response)
  const kind = kindOf(objectOf(entry), request, response)
  if (kind === undefined) return undefined
  const parsed = new URL(url)
  return {
    url: parsed,
    method: method as Endpoint['method'],
    query: shapeOfPairs([...parsed.searchParams]),
    ...sentIn(objectOf(request.postData)),
    answer: kind === 'api' ? answered(objectOf(response.content)) : UNKNOWN,
    status: typeof response.status === 'number' ? response.status : 0,
    kind,
    scheme: schemeOf(request),
    evidence: document.at('log', 'entries', index),
  }
}

const passing = /^(?:document|script|stylesheet|image|font|media|manifest|texttrack|ping|preflight|other)$/
const page = /html|javascript|css|^image\/|^font\/|^audio\/|^video\/|wasm/

function kindOf(entry: Json, request: Json, response: Json): Call['kind'] | undefined {
  const type = (textOf(entry._resourceType) ?? '').toLowerCase()
  const mime = textOf(objectOf(response.content).mimeType) ?? ''
  if (type === 'websocket' || /^wss?:/i.test(textOf(request.url) ?? '')) return 'socket'
  if (type === 'eventsource' || mime.startsWith('text/event-stream')) return 'stream'
  if (type === 'xhr' || type === 'fetch') return isFile(mime, request) ? undefined : 'api'
  if (passing.test(type)) return undefined
  return page.test(mime) || (mime === '' && request.method === 'GET') ? undefined : 'api'
}

/** Code and templates that a page loads by itself. */
function isFile(mime: string, { method }: Json): boolean {
  return method === 'GET' && /javascript|css|wasm|^font\//.test(mime)
}

function schemeOf({ headers }: Json): string | undefined {
  const header = listOf(headers)
    .map(objectOf)
    .find(({ name }) => textOf(name)?.toLowerCase() === 'authorization')
  const scheme = /^(bearer|token|jwt|basic)\s/i.exec(textOf(header?.value) ?? '')?.[1]
  return header === undefined ? undefined : (scheme ?? '')
}

function sentIn(data: Json): Pick<Call, 'body' | 'encoding'> {
  const type = textOf(data.mimeType) ?? ''
  const text = textOf(data.text)
  if (type.includes('json')) return { body: shapeOfJson(text), encoding: 'json' }
  const params = listOf(data.params).map(objectOf)
  if (type.startsWith('multipart/')) return { body: formShape(params), encoding: 'multipart' }
  if (type.includes('urlencoded')) {
    const pairs =
      params.length > 0 ? params.map(each => [textOf(each.name) ?? '', '']) : [...new URLSearchParams(text ?? '')]
    return { body: shapeOfPairs(pairs as [string, string][]), encoding: 'form' }
  }
  return { body: UNKNOWN, encoding: type === '' ? undefined : 'binary' }
}

function formShape(params: readonly Json[]): Shape {
  const shape = shapeOfPairs(params.map(each => [textOf(each.name) ?? '', textOf(each.value) ?? '']))
  if (shape.kind !== 'object') return shape
  for (const { name, fileName } of params) {
    const field = shape.fields[textOf(name) ?? '']
    if (fileName !== undefined && field !== undefined) field.shape = { kind: 'file' }
  }
  return shape
}

function answered(content: Json): Shape {
  const text = textOf(content.text)
  if (text === undefined || text.length > LARGEST || !/json/.test(textOf(content.mimeType) ?? '')) return UNKNOWN
  return shapeOfJson(content.encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text)
}

function shapeOfJson(text: string | undefined): Shape {
  try {
    return text === undefined ? UNKNOWN : shapeOfValue(JSON.parse(text))
  } catch {
    // It was cut off when it was saved, or is no JSON in spite of its type: nothing is known of it.
    return UNKNOWN
  }
}

/** Words of a query or a form; what looks like a number or a truth is one. */
function shapeOfPairs(pairs: readonly (readonly [string, string])[]): Shape {
  if (pairs.length === 0) return UNKNOWN
  return shapeOfValue(Object.fromEntries(pairs.map(([name, value]) => [name, plainValue(value)])))
}

function plainValue(value: string): unknown {
  if (/^-?\d{1,15}(?:\.\d{1,9})?$/.test(value)) return Number(value)
  return value === 'true' || value === 'false' ? value === 'true' : value
}
