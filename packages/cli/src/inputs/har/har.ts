import type { Detection } from '../../blueprint/derive/detection.ts'
import { joinEvidence } from '../../blueprint/derive/facts/evidence.ts'
import type { Endpoint, Evidence, Shape, ThirdParty } from '../../blueprint/endpoint.ts'
import { mergeShapes, UNKNOWN } from '../../detectors/shapes/merge.ts'
import { namesOfShape } from '../../detectors/shapes/names.ts'
import { Document, objectOf } from '../document.ts'
import { type Call, callOf } from './call.ts'
import { ownHosts } from './hosts.ts'
import { templatesOf } from './paths.ts'

/**
 * Reads a HAR 1.2 file as if it were a frontend that asks for what was recorded. Names and kinds are taken, values never
 * are: no header, cookie, password or token of the recording is in what comes out. `known` are endpoints that say how paths
 * are made up. INPUT_MISSING, INPUT_MALFORMED, INPUT_UNFIT.
 */
export function readHar(file: string, known: readonly Endpoint[] = []): Detection {
  const document = new Document(file, 3)
  const entries = objectOf(objectOf(document.root).log).entries
  if (!Array.isArray(entries)) throw document.unfit('A recording has a list of entries.', 'log', 'entries')
  const calls = entries.flatMap((entry, index) => callOf(document, entry, index) ?? [])
  const own = ownHosts(document.root, calls)
  const ours = calls.filter(({ url }) => own.has(url.host))
  const asked = ours.filter(({ kind }) => kind !== 'socket')
  return {
    root: '.',
    framework: 'har',
    endpoints: endpointsOf(asked, known),
    sockets: socketsOf(ours.filter(({ kind }) => kind === 'socket')),
    thirdParty: othersOf(calls.filter(({ url }) => !own.has(url.host))),
    signals: {
      tokens: tokensOf(asked),
      errors: asked.filter(({ status }) => status >= 400).flatMap(refusedOf),
    },
  }
}

function endpointsOf(calls: readonly Call[], known: readonly Endpoint[]): Endpoint[] {
  const walks = calls.map(({ url, method, answer }) => ({
    method,
    segments: url.pathname
      .split('/')
      .filter(part => part !== '')
      .map(decoded),
    answer: answer.kind === 'object' ? Object.keys(answer.fields).join(' ') : '',
  }))
  const paths = templatesOf(walks, known)
  const groups = new Map<string, Call[]>()
  calls.forEach((call, index) => {
    const key = `${call.method} ${paths[index]}`
    groups.set(key, [...(groups.get(key) ?? []), call])
  })
  return [...groups].map(([key, group]) => endpointOf(key, group))
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return segment
  }
}

function endpointOf(key: string, group: readonly Call[]): Endpoint {
  const [method = '', path = ''] = key.split(/ (.*)/s)
  const right = group.filter(({ status }) => status < 400)
  const body = group.map(call => call.body).reduce(mergeShapes, UNKNOWN)
  const query = group.map(call => call.query).reduce(mergeShapes, UNKNOWN)
  const answer = right.map(call => call.answer).reduce(mergeShapes, UNKNOWN)
  const encoding = group.find(call => call.encoding !== undefined)?.encoding
  return {
    method: method as Endpoint['method'],
    path,
    query: query.kind === 'object' ? Object.keys(query.fields) : [],
    body: namesOf(body),
    reads: namesOf(answer),
    kind: group.some(({ kind }) => kind === 'stream') ? 'stream' : 'api',
    live: true,
    certainty: right.length === 0 ? 'guess' : path.includes('{slug}') ? 'likely' : 'sure',
    evidence: joinEvidence([group.map(call => call.evidence)]),
    ...(body.kind === 'unknown' ? {} : { bodyShape: body }),
    ...(answer.kind === 'unknown' ? {} : { answerShape: answer }),
    ...(query.kind === 'unknown' ? {} : { queryShape: query }),
    ...(encoding === undefined ? {} : { encoding }),
  }
}

function namesOf(shape: Shape): string[] {
  return [...new Set(namesOfShape(shape))].sort()
}

function othersOf(calls: readonly Call[]): ThirdParty[] {
  const hosts = new Map<string, Evidence[]>()
  for (const { url, evidence } of calls) hosts.set(url.host, [...(hosts.get(url.host) ?? []), evidence])
  return [...hosts].map(([host, evidence]) => ({ host, evidence: joinEvidence([evidence]) }))
}

function socketsOf(calls: readonly Call[]): Record<string, unknown>[] {
  const paths = new Map<string, Evidence[]>()
  for (const { url, evidence } of calls) paths.set(url.pathname, [...(paths.get(url.pathname) ?? []), evidence])
  return [...paths].map(([url, evidence]) => ({ kind: 'websocket', url, auth: [], events: [], emits: [], evidence }))
}

const schemes: Readonly<Record<string, string>> = {
  bearer: 'Bearer ',
  token: 'Token ',
  jwt: 'JWT ',
  basic: 'Basic ',
  '': '',
}

function tokensOf(calls: readonly Call[]): { header: string; template: string; evidence: Evidence[] }[] {
  const found = new Map<string, Evidence[]>()
  for (const { scheme, evidence } of calls) {
    if (scheme === undefined) continue
    const template = `${schemes[scheme.toLowerCase()] ?? ''}{token}`
    found.set(template, [...(found.get(template) ?? []), evidence])
  }
  return [...found].map(([template, evidence]) => ({
    header: 'authorization',
    template,
    evidence: joinEvidence([evidence]).slice(0, 5),
  }))
}

function refusedOf({ answer, evidence }: Call): { reads: string[]; evidence: Evidence[] }[] {
  const reads = namesOf(answer)
  return reads.length === 0 ? [] : [{ reads, evidence: [evidence] }]
}
