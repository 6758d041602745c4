import type { Endpoint, Evidence, ThirdParty } from '../../endpoint.ts'
import type { Detection } from '../detection.ts'
import { byPlace, compareText, joinEvidence } from './evidence.ts'
import { mergeShapes } from './shape.ts'

/** Several frontends of one backend as one: an endpoint that two of them ask for is there once. */
export function mergeDetections(detections: readonly Detection[]): Detection {
  const placed = detections.length > 1 ? detections.map(placeUnderRoot) : detections
  const base = placed.find(detection => detection.base !== undefined)?.base
  return {
    ...(base === undefined ? {} : { base }),
    endpoints: mergeEndpoints(placed.flatMap(detection => detection.endpoints)),
    sockets: placed.flatMap(detection => detection.sockets ?? []),
    operations: placed.flatMap(detection => detection.operations ?? []),
    sdk: placed.flatMap(detection => detection.sdk ?? []),
    thirdParty: mergeHosts(placed.flatMap(detection => detection.thirdParty ?? [])),
    unresolved: placed.flatMap(detection => detection.unresolved ?? []).sort((a, b) => byPlace(a.evidence, b.evidence)),
    problems: placed.flatMap(detection => detection.problems ?? []).sort(byPlace),
    signals: mergeSignals(placed),
  }
}

const signalNames = [
  'tokens',
  'roles',
  'reach',
  'errors',
  'tenants',
  'polls',
  'payments',
  'uploads',
  'guards',
  'realtime',
  'processing',
  'accepted',
  'nextLinks',
  'encodedFiles',
  'storedFiles',
  'chosenFiles',
  'searchFields',
  'localPages',
  'lookalikes',
  'pages',
  'addressWords',
  'cookies',
  'outcomes',
] as const

function mergeSignals(detections: readonly Detection[]): NonNullable<Detection['signals']> {
  return Object.fromEntries(
    signalNames.map(name => [name, detections.flatMap<unknown>(detection => detection.signals?.[name] ?? [])]),
  )
}

/** One entry for a method and path, whatever its parameters are called; the first frontend names them. */
function mergeEndpoints(endpoints: readonly Endpoint[]): Endpoint[] {
  const merged = new Map<string, Endpoint>()
  for (const endpoint of endpoints) {
    const key = `${endpoint.method} ${endpoint.path.replace(/\{[^}]*\}/g, '{}')}`
    const known = merged.get(key)
    merged.set(key, known === undefined ? endpoint : mergeTwo(known, endpoint))
  }
  return [...merged.values()].sort((a, b) => compareText(a.path, b.path) || compareText(a.method, b.method))
}

function mergeTwo(a: Endpoint, b: Endpoint): Endpoint {
  return {
    ...b,
    ...a,
    query: union(a.query, b.query),
    body: union(a.body, b.body),
    reads: union(a.reads, b.reads),
    live: a.live || b.live,
    evidence: joinEvidence([a.evidence, b.evidence]),
    ...mergedShape('bodyShape', a, b),
    ...mergedShape('answerShape', a, b),
    ...mergedShape('queryShape', a, b),
  }
}

function mergedShape(name: 'bodyShape' | 'answerShape' | 'queryShape', a: Endpoint, b: Endpoint) {
  const [first, second] = [a[name], b[name]]
  const shape = first !== undefined && second !== undefined ? mergeShapes(first, second) : (first ?? second)
  return shape === undefined ? {} : { [name]: shape }
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort(compareText)
}

function mergeHosts(hosts: readonly ThirdParty[]): ThirdParty[] {
  const merged = new Map<string, Evidence[][]>()
  for (const { host, evidence } of hosts) merged.set(host, [...(merged.get(host) ?? []), evidence])
  const all = [...merged].map(([host, lists]) => ({ host, evidence: joinEvidence(lists) }))
  return all.sort((a, b) => compareText(a.host, b.host))
}

/** Puts the root before each file name, so that places of two frontends stay apart. */
function placeUnderRoot(detection: Detection): Detection {
  const root = detection.root ?? '.'
  return root === '.' ? detection : (relocate(detection, root) as Detection)
}

function relocate(value: unknown, root: string): unknown {
  if (Array.isArray(value)) return value.map(part => relocate(part, root))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, part]) => [key, relocate(part, root)] as const)
  const moved = Object.assign(Object.create(null) as Record<string, unknown>, Object.fromEntries(entries))
  const isPlace = typeof moved.file === 'string' && typeof moved.line === 'number'
  return isPlace ? { ...moved, file: `${root.replace(/\/+$/, '')}/${String(moved.file)}` } : moved
}
