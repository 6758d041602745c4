import type { Blueprint } from '../../blueprint.ts'
import type { Endpoint, Shape, Unresolved } from '../../endpoint.ts'
import type { Detection, Signals } from '../detection.ts'
import { withOneName } from './aliases.ts'
import { baseOf } from './base.ts'
import { casingOf } from './casing.ts'
import { type IdName, idNameOf, plainId } from './id.ts'
import { type Outcomes, outcomesOf, withOutcomes } from './outcomes.ts'
import { isUnder, placeOf, type Segment, segmentsOf } from './path.ts'
import { refusedNames, withoutRefusals } from './refusals.ts'
import { mergeShapes, noFields, renameFields, shapeOfNames } from './shape.ts'
import { camelCase } from './words.ts'

/** One endpoint, with its path taken apart and its names in camel case, whatever the wire says. */
export interface Ask {
  /** `GET /api/products/{id}` */
  readonly key: string
  readonly method: Endpoint['method']
  readonly segments: readonly Segment[]
  /** The path as it is asked for, where `segments` has the name that other calls use. */
  readonly written: readonly Segment[]
  /** `products/{}`: the same for the same path. */
  readonly place: string
  /** What the answer is known to have: read, or declared. */
  readonly answer: Shape
  /** What the code reads of the answer. */
  readonly reads: Shape
  /** What is sent, without what the path says already. */
  readonly body: Shape
  /** Query words as sent. */
  readonly query: readonly string[]
  readonly queryShape: Shape
  readonly endpoint: Endpoint
}

/** Everything that the steps look at. */
export interface Facts {
  readonly base: Blueprint['base']
  readonly casing: 'camel' | 'snake'
  /** The member that names a row on the wire. Shapes have it as `id`. */
  readonly idName: IdName
  readonly asks: readonly Ask[]
  /** Addresses that people follow: a login with a provider is one. */
  readonly links: readonly Ask[]
  readonly signals: Signals
  /** Endpoints that no operation can be made of, with the reason. */
  readonly outside: readonly Unresolved[]
  /** Endpoints that have the route of another one, by its key. */
  readonly twins: ReadonlyMap<string, readonly string[]>
}

/** Takes a merged detection apart. */
export function readFacts(detection: Detection): Facts {
  const base = baseOf(detection)
  const casing = casingOf(detection.endpoints)
  const idName = idNameOf(detection.endpoints, casing)
  const wire: Wire = { casing, idName, outcomes: outcomesOf(detection.signals ?? {}) }
  const asks: Ask[] = []
  const links: Ask[] = []
  const outside: Unresolved[] = []
  const twins = new Map<string, string[]>()
  const refused = refusedNames(detection.signals ?? {})
  for (const endpoint of plainFirst(detection.endpoints)) {
    const reason = whyOutside(endpoint, base.path)
    const segments = segmentsOf(endpoint.path, base.path)
    if (endpoint.kind === 'link' && segments !== undefined) links.push(askOf(endpoint, segments, wire))
    const twin = segments === undefined ? undefined : asks.find(ask => isTwin(ask, endpoint.method, segments))
    if (twin !== undefined && endpoint.live)
      twins.set(twin.key, [...(twins.get(twin.key) ?? []), `${endpoint.method} ${endpoint.path}`])
    if (reason === undefined && segments !== undefined && twin === undefined)
      asks.push(askOf(withoutRefusals(endpoint, refused), segments, wire))
    else if (twin === undefined || isMarked(segments, twin)) outside.push(leftOut(endpoint, reason ?? mixes))
  }
  return { base, casing, idName, asks: withOneName(asks), links, signals: detection.signals ?? {}, outside, twins }
}

const mixes = 'A part of the path mixes words and parameters, or has signs that no route can have.'

/** What stands for one of several values is the route of the parameter, where there is one. */
function plainFirst(endpoints: readonly Endpoint[]): Endpoint[] {
  const isAny = ({ path }: Endpoint) => path.includes('/[]')
  return [...endpoints.filter(each => !isAny(each)), ...endpoints.filter(isAny)]
}

/** The same route, because a part of one of the two holds several parameters. */
function isTwin(ask: Ask, method: Endpoint['method'], segments: readonly Segment[]): boolean {
  const isMixed = [...ask.segments, ...segments].some(segment => 'hole' in segment && segment.mixed === true)
  return isMixed && ask.method === method && ask.place === placeOf(segments)
}

/** `~{id}` beside `{id}`: the mark says that something else stands there, and one route has both. */
function isMarked(segments: readonly Segment[] | undefined, twin: Ask): boolean {
  const isMixed = (all: readonly Segment[]) => all.some(segment => 'hole' in segment && segment.mixed === true)
  const isAny = segments?.some(segment => 'hole' in segment && segment.any === true)
  return segments !== undefined && isAny !== true && isMixed(segments) && !isMixed(twin.segments)
}

function whyOutside(endpoint: Endpoint, base: string): string | undefined {
  if (endpoint.kind === 'media') return 'A picture or a file that the page shows: no operation of the API.'
  if (endpoint.kind === 'link') return 'An address that a person follows: no operation of the API.'
  if (endpoint.method === 'HEAD') return 'HEAD is answered wherever GET is.'
  if (!isUnder(endpoint.path, base)) return `The path is not under ${base}.`
  return /^\/*$/.test(endpoint.path) ? 'The page itself: no operation of the API can stand there.' : undefined
}

function leftOut(endpoint: Endpoint, reason: string): Unresolved {
  const [evidence = { file: '', line: 1 }] = endpoint.evidence
  return { evidence, reason, text: `${endpoint.method} ${endpoint.path}`.slice(0, 80) }
}

type Wire = Pick<Facts, 'casing' | 'idName'> & { readonly outcomes: Outcomes }

function askOf(endpoint: Endpoint, written: readonly Segment[], { casing, idName, outcomes }: Wire): Ask {
  const id = plainId(idName)
  const cased = (name: string) => (casing === 'snake' && name !== '_id' ? camelCase(name) : name)
  const isPlain = casing === 'camel' && idName === 'id'
  const plain = (shape: Shape) => (isPlain ? shape : renameFields(shape, name => cased(id(name))))
  const reads = withOutcomes(plain(shapeOfNames(endpoint.reads)), outcomes)
  const sent = plain(shapeOfNames(endpoint.body))
  const segments = inTenant(written) ? written.slice(2) : written
  return {
    key: `${endpoint.method} ${endpoint.path}`,
    method: endpoint.method,
    segments,
    written: segments,
    place: placeOf(segments),
    answer: withOutcomes(withShape(reads, endpoint.answerShape, plain), outcomes),
    reads,
    body: withoutKeys(withShape(sent, endpoint.bodyShape, plain), segments),
    query: endpoint.query,
    queryShape: endpoint.queryShape ?? { kind: 'unknown' },
    endpoint,
  }
}

/** A key that stands in the path says nothing in the body: `userId` of `PUT /users/{userId}`. */
function withoutKeys(body: Shape, segments: readonly Segment[]): Shape {
  const keys = segments.flatMap(segment => ('hole' in segment && isKey(segment.hole) ? [camelCase(segment.hole)] : []))
  if (body.kind !== 'object' || !keys.some(key => Object.hasOwn(body.fields, key))) return body
  const fields = Object.entries(body.fields).filter(([name]) => !keys.includes(camelCase(name)))
  return { kind: 'object', fields: Object.assign(noFields(), Object.fromEntries(fields)) }
}

/** True for the name of a parameter that says what it is the key of. */
export function isKey(hole: string): boolean {
  return /[a-z](?:Id|_id|ID)$/.test(hole)
}

/** `/t/{tenant}/orders`: where the runtime takes a tenant in the path, and serves what stands behind it. */
export function inTenant([first, second, third]: readonly Segment[]): boolean {
  const marked = first !== undefined && 'word' in first && first.word === 't'
  return marked && second !== undefined && 'hole' in second && third !== undefined
}

function withShape(names: Shape, shape: Shape | undefined, plain: (shape: Shape) => Shape): Shape {
  return shape === undefined ? names : mergeShapes(names, plain(shape))
}
