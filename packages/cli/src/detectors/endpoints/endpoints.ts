import type { Certainty, Endpoint, Evidence, Shape, ThirdParty, Unresolved } from '../../blueprint/endpoint.ts'
import { answer, nameOnWire, type Text } from '../../syntax/index.ts'
import { parseAddress } from '../requests/address.ts'
import { wrapAt } from '../requests/echoes.ts'
import { byCode, longest } from '../requests/names.ts'
import { queryOfPairs } from '../requests/query.ts'
import type { Sent } from '../requests/sending.ts'
import { fieldsOf, mergeShapes, UNKNOWN } from '../shapes/merge.ts'
import { mergeReads, shapeOfNames } from '../shapes/names.ts'
import { shapeOfAnswer } from '../shapes/value.ts'
import { evidence } from '../signals/notes.ts'
import { withWholeIds } from './composed.ts'
import { isDownload, isHandedOut } from './documents.ts'
import { withNamesAsParameters } from './dotted.ts'
import { withoutDoubled } from './doubled.ts'
import { isAnywhere, isGeneral, withoutGeneral } from './general.ts'
import { headersOf } from './headers.ts'
import { withNamesOfOthers } from './holes.ts'
import { splitByHost } from './hosts.ts'
import type { Located } from './located.ts'
import { withRealMethod } from './method.ts'
import { type Between, behindOwn } from './own.ts'
import { withoutPasswords } from './passwords.ts'
import { withoutSentinels } from './sentinels.ts'
import { endsSession } from './session.ts'

/** What came of all requests. */
export interface Collected {
  endpoints: Endpoint[]
  located: Located[]
  thirdParty: ThirdParty[]
  unresolved: Unresolved[]
}

/** Where requests come from: the folder that pages name as their base, and what stands before the backend. */
export interface Around extends Between {
  folder: string
  /** Whether an address is a file of the frontend's own. */
  isServed: (path: string) => boolean
  /** Whether the frontend itself has a page at an address that would end a session. */
  isPage: (path: string) => boolean
}

/** Turns requests into endpoints: one for each method and path, with the union of what its callers send and read. */
export function collect(sent: readonly Sent[], textAt: (sent: Sent) => string, around: Around): Collected {
  const located = sent.flatMap(one => {
    const address = parseAddress(inFolder(one.url, around.folder))
    return address ? [ownPage({ sent: one, address }, around.folder)] : []
  })
  const { own: ours, others } = splitByHost(located.map(withRealMethod))
  const own = withWholeIds(behindOwn(ours, around))
  const firm = new Set(own.filter(isFirm).map(one => one.sent.sink))
  const firmly = withoutGeneral(own.filter(one => isKnown(one, firm) && !isFile(one, around)))
  const known = withNamesOfOthers(withNamesAsParameters(withoutDoubled(withoutSentinels(withoutStandIns(firmly)))))
  const groups = new Map<string, Located[]>()
  for (const one of withoutAssets(known, around)) {
    const key = `${one.address.path} ${one.sent.method}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const asked = [...groups].sort(([one], [other]) => byCode(one, other)).map(([, group]) => endpointOf(group))
  const endpoints = withoutPasswords(asked)
  return { endpoints, located: known, thirdParty: others, unresolved: unresolvedOf(own, firm, textAt) }
}

/** `fetch('?page=2')` asks for the page that it stands in; a page that scripts make is at the root. */
function ownPage(one: Located, folder: string): Located {
  const { address, sent } = one
  const first = sent.url.parts.find(part => !('text' in part) || part.text !== '')
  const isQuery = first !== undefined && 'text' in first && first.text.startsWith('?') && address.pairs.length > 0
  const isScripted = sent.kind === 'api' && !PLAIN_PAGE.test(sent.sender.file)
  if (address.path !== undefined || address.unknown.length > 0 || !isQuery || !isScripted) return one
  return { sent, address: { ...address, path: folder, here: true } }
}

/** An address without a slash in front stands in the folder that the page names: `<base href="/panel/">`. */
function inFolder(url: Text, folder: string): Text {
  const [first] = url.parts
  if (folder === '/' || !first || !('text' in first) || /^(?:\/|#|\?|[a-z][a-z\d+.-]*:)/i.test(first.text)) return url
  return { ...url, parts: [{ text: folder }, ...url.parts] }
}

function isFile({ address, sent }: Located, { isServed }: Around): boolean {
  return sent.method === 'GET' && address.path !== undefined && isServed(address.path)
}

function isKnown(one: Located, firm: ReadonlySet<number>): boolean {
  if (one.address.path === undefined) return false
  if (isAnywhere(one.address.path)) return false
  return isFirm(one) ? one.sent.live || !isGeneral(one.address.path) : !firm.has(one.sent.sink)
}

/** An address whose path is written down to its last word. */
function isFirm({ address }: Located): boolean {
  return address.path !== undefined && !address.glued && (address.here || !/^\/(?:\{\w+\})?$/.test(address.path))
}

/** What is asked for by an id is no file of the build, whatever it ends with: `/tiles/{id}/now.png`. */
function isPerItem({ address, sent }: Located): boolean {
  const path = address.path ?? ''
  const inFolder = /\{\w+\}\//.test(path) && !TRANSLATION.test(path) && !(ASSET.test(path) && OF_VERSION.test(path))
  return (
    inFolder ||
    (/\/[^/]*\{\w+\}/.test(path) && (address.unknown.length > 0 || (sent.kind === 'media' && !/\.\w+$/.test(path))))
  )
}

// `/v{version}/logo.png`: the folder of a build, and a file that is written down.
const OF_VERSION = /^\/v?\{\w+\}\/[^{]*$/

/** A word stuck to a word is what a setting holds until it is set: `unset` + `users`, beside the real `/users`. */
function withoutStandIns(located: readonly Located[]): Located[] {
  const firm = located.filter(one => !isStandIn(one))
  const asked = new Set(firm.map(({ sent }) => `${sent.sink} ${sent.place.file}:${sent.place.line}`))
  return located.filter(one => {
    const { sink, place } = one.sent
    return !isStandIn(one) || !asked.has(`${sink} ${place.file}:${place.line}`)
  })
}

function isStandIn({ sent }: Located): boolean {
  const [first, second] = sent.url.parts
  if (!first || !second || !('text' in first) || !('text' in second)) return false
  return /^\w+$/.test(first.text) && /^\w/.test(second.text)
}

// A page of the server's own that leads to an identity provider and back.
const PROVIDER = /^(?:\/[\w-]+)*\/(?:auth|oauth2?|sso|oidc|saml2?|connect|social)\/[\w{}-]+/i

const ASSET = /\.(?:png|jpe?g|gif|svg|ico|webp|avif|css|js|mjs|map|woff2?|ttf|wasm|md|txt|html?|webmanifest)$/i
const PLAIN_PAGE = /\.(?:html?|xhtml|php|ejs|hbs|njk|twig|erb|jsp|cshtml)$/i
const PREFIX = /^\/(?:api|rest|backend|v\d+)$/i
// Where bundlers and frameworks put files that are copied as they are.
const BUILT =
  /^(?:(?:\/[\w-]+)?\/(?:assets|static)\/[^{]*|\/(?:app-?|runtime-?)?(?:config|settings|env|manifest|version|build)(?:\.\w+)?\.json)$/i
const TRANSLATION = /\/(?:locales?|i18n|lang|translations?)\//i

/** Static files and translations are no endpoints. Pictures and links count where they are under a path that is asked for. */
function withoutAssets(located: readonly Located[], { isPage }: Around): Located[] {
  const asked = new Set(located.filter(one => one.sent.kind === 'api').map(one => firstSegment(one.address.path)))
  return located.filter(({ sent, address }) => {
    const path = address.path ?? ''
    if ((TRANSLATION.test(path) || BUILT.test(path)) && /\.\w+$/.test(path)) return false
    if ((sent.kind === 'media' || sent.embedded) && isLedAnywhere(path)) return false
    if (sent.kind === 'media' && isPerItem({ sent, address })) return true
    if (ASSET.test(path)) return asked.has(firstSegment(path)) && PREFIX.test(firstSegment(path)) && path.includes('{')
    if (sent.kind === 'link' && ((PROVIDER.test(path) && !isPage(path)) || isDownload(path))) return true
    if (sent.kind === 'link' && (endsSession(path) || isHandedOut(sent.url))) return !isPage(path)
    if (sent.embedded && path.includes('{')) return true
    if (sent.kind === 'api' || sent.kind === 'stream' || (sent.kind === 'form' && sent.method !== 'GET')) return true
    if (isServersForm({ sent, address })) return true
    return asked.has(firstSegment(path)) && (sent.kind === 'form' || isUnderPrefix(path))
  })
}

/**
 * A picture or a page in a frame whose whole path stands in an answer, behind nothing but a host: where it lies is the
 * server's own business.
 */
function isLedAnywhere(path: string): boolean {
  return /^(?:\/\{\w+\})+$/.test(path)
}

/** `/api/logo`, `/panel/api/logo`. */
function isUnderPrefix(path: string): boolean {
  return PREFIX.test(firstSegment(path)) || /^\/(?:[\w-]+\/)+(?:api|rest|backend|v\d+)\//i.test(path)
}

/** A form of a plain page that asks for something by its fields: nobody else is there to answer it. */
function isServersForm({ sent, address }: Located): boolean {
  const fields = sent.query.kind === 'object' && Object.keys(sent.query.fields).length > 0
  return sent.kind === 'form' && fields && PLAIN_PAGE.test(sent.place.file) && !/\.\w+$/.test(address.path ?? '')
}

function firstSegment(path: string | undefined): string {
  return /^\/[^/]*/.exec(path ?? '')?.[0] ?? ''
}

function unresolvedOf(
  own: readonly Located[],
  firm: ReadonlySet<number>,
  textAt: (sent: Sent) => string,
): Unresolved[] {
  const found = new Map<string, Unresolved>()
  for (const { sent, address } of own) {
    if ((address.path !== undefined && !isAnywhere(address.path)) || firm.has(sent.sink)) continue
    const names = address.unknown.join(', ')
    const reason = names
      ? `the address is only known while it runs (${names})`
      : 'the address is only known while it runs'
    found.set(`${sent.place.file}:${sent.place.line}`, { evidence: evidence(sent.place), reason, text: textAt(sent) })
  }
  return [...found.values()].sort((one, other) => byEvidence(one.evidence, other.evidence))
}

function byEvidence(one: Evidence, other: Evidence): number {
  return byCode(one.file, other.file) || one.line - other.line
}

function endpointOf(group: readonly Located[]): Endpoint {
  const [first] = group
  const alive = group.filter(one => one.sent.live)
  const counted = alive.length > 0 ? alive : group
  const typed = typedAnswer(counted)
  const reads = longest(counted.flatMap(one => readsOf(one).map(name => cutAtScalar(name, typed))))
  const endpoint: Endpoint = {
    method: first?.sent.method as Endpoint['method'],
    path: first?.address.path ?? '/',
    query: [],
    body: [],
    reads,
    kind: kindOf(counted),
    live: alive.length > 0,
    certainty: certaintyOf(counted),
    evidence: placesOf(counted),
  }
  addQuery(endpoint, counted)
  addBody(endpoint, counted)
  const answer = mergeReads(typed, shapeOfNames(reads))
  if (answer.kind !== 'unknown') endpoint.answerShape = answer
  const headers = Object.assign({}, ...counted.map(one => headersOf(one.sent)))
  if (Object.keys(headers).length > 0) endpoint.headers = headers
  return endpoint
}

/** What is read of an answer, in the words of the wire. */
function readsOf({ sent: { source } }: Located): string[] {
  const { wire } = source
  return wire ? [...source.used].map(name => nameOnWire(name, wire)) : [...source.used]
}

/** An answer to a POST that is shown as it comes. What a GET gives can be read in pieces, and is whole all the same. */
function isStreamed({ kind, method, source }: Sent): boolean {
  return kind === 'api' && method !== 'GET' && source.streamed === true
}

function kindOf(group: readonly Located[]): Endpoint['kind'] {
  const kinds = group.map(({ sent }) => (isStreamed(sent) ? 'stream' : sent.kind))
  return kinds.includes('api') ? 'api' : (kinds[0] ?? 'api')
}

const CERTAINTIES: readonly Certainty[] = ['sure', 'likely', 'guess']

function certaintyOf(group: readonly Located[]): Certainty {
  const levels = group.map(({ sent, address }) => {
    if (!sent.methodKnown || address.glued) return 2
    return sent.url.likely ? 1 : 0
  })
  return CERTAINTIES[Math.min(...levels)] ?? 'guess'
}

function placesOf(group: readonly Located[]): Evidence[] {
  const places = new Map(group.map(({ sent }) => [`${sent.place.file}:${sent.place.line}`, evidence(sent.place)]))
  return [...places.values()].sort(byEvidence)
}

function addQuery(endpoint: Endpoint, group: readonly Located[]): void {
  const shapes = group.flatMap(({ sent, address }) => [queryOfPairs(address.pairs), sent.query])
  const shape = shapes.reduce(mergeShapes, UNKNOWN)
  if (shape.kind !== 'object') return
  endpoint.query = Object.keys(shape.fields).sort(byCode)
  if (endpoint.query.length > 0) endpoint.queryShape = shape
}

function addBody(endpoint: Endpoint, group: readonly Located[]): void {
  const bodies = group.map(one => one.sent.body)
  endpoint.body = [...new Set(bodies.flatMap(body => body.names))].sort(byCode)
  const shapes = bodies.map(body => body.shape).filter((shape): shape is Shape => shape !== undefined)
  const encoding = bodies.map(body => body.encoding).find(one => one !== undefined)
  if (shapes.length > 0) endpoint.bodyShape = shapes.reduce(mergeShapes, UNKNOWN)
  if (encoding) endpoint.encoding = encoding
}

/** What types declare of an answer. What the code reads is added to it later, since use outweighs types. */
function typedAnswer(group: readonly Located[]): Shape {
  const typed = group.flatMap(({ sent: { source } }) =>
    // A store has one answer in many hands, and each of them says what type it has.
    [...source.types.keys()].map(path => onWire(wrapAt(path, shapeOfAnswer(answer(source, path))), source.wire)),
  )
  return typed.reduce(mergeReads, UNKNOWN)
}

/** The names that types give, as the wire has them. */
function onWire(shape: Shape, wire: Sent['source']['wire']): Shape {
  if (!wire) return shape
  if (shape.kind === 'array') return { ...shape, of: onWire(shape.of, wire) }
  if (shape.kind !== 'object') return shape
  const fields = Object.entries(shape.fields).map(
    ([name, field]) => [nameOnWire(name, wire), { ...field, shape: onWire(field.shape, wire) }] as const,
  )
  return { ...shape, fields: fieldsOf(fields) }
}

const SCALARS = new Set(['string', 'number', 'boolean', 'date', 'literal'])

/** What is called so is a text: `user.login[0]` is its first letter. */
const LETTER = /(?<=name|login|e-?mail|title|label|subject)\[\]$/i

/** A text that is gone through letter by letter is read as a whole: `name[]` is `name` where the type says so, or nothing else. */
function cutAtScalar(name: string, typed: Shape): string {
  let shape: Shape = typed
  let at = 0
  for (const { 0: step, index } of name.matchAll(/\[\]|[^.[\]]+/g)) {
    if (SCALARS.has(shape.kind)) return name.slice(0, at)
    if (step === '[]' && shape.kind === 'unknown') return name.replace(LETTER, '')
    if (step === '[]' && shape.kind === 'array') shape = shape.of
    else if (shape.kind === 'object' && Object.hasOwn(shape.fields, step)) shape = shape.fields[step]?.shape ?? UNKNOWN
    else return name.replace(LETTER, '')
    at = index + step.length
  }
  return name
}
