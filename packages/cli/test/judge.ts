import { readdirSync, readFileSync } from 'node:fs'
import { deriveBlueprint } from '../src/blueprint/derive/derive.ts'
import { detect } from '../src/detectors/index.ts'

/** An endpoint as a person wrote it down. Without `body` or `reads` nobody looked at them. */
export interface Labelled {
  readonly method: string
  readonly path: string
  readonly query: readonly string[]
  readonly body?: readonly string[] | null
  readonly reads?: readonly string[] | null
  readonly kind?: string
  readonly live: boolean
}

/** What a person says of a frontend. What is left out is not judged. */
export interface Labels {
  readonly endpoints: readonly Labelled[]
  readonly thirdParty?: readonly string[]
  readonly features?: Readonly<Record<string, boolean>>
  readonly sockets?: readonly LabelledSocket[]
}

/** A lasting connection as a person wrote it down: where it is opened, and the names of what goes each way. */
interface LabelledSocket {
  readonly url: string
  readonly hears: readonly string[]
  readonly emits: readonly string[]
}

/** One thing that is judged: facts that were wanted, and facts that were found. */
export interface Verdict {
  readonly wanted: ReadonlySet<string>
  readonly found: ReadonlySet<string>
}

/** What is judged, in the order in which it is printed. */
export const PARTS = ['endpoints', 'kind', 'live', 'query', 'body', 'reads', 'hosts', 'sockets', 'features'] as const
export type PartName = (typeof PARTS)[number]
export type Verdicts = Record<PartName, Verdict>

const MINIS = new URL('./mini/', import.meta.url)

/** The mini-projects, by name, sorted. */
export function listMinis(): string[] {
  return readdirSync(MINIS, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

/** What a person says of a mini-project. `line` is that of the list of what real code does, from 1. */
export function labelsOf(mini: string): Labels & { readonly line: number } {
  return JSON.parse(readFileSync(new URL(`${mini}/expected.json`, MINIS), 'utf8')) as Labels & { line: number }
}

/** Reads a mini-project and compares it with its labels. */
export async function judgeMini(mini: string): Promise<Verdicts> {
  return judge(labelsOf(mini), new URL(mini, MINIS).pathname)
}

/** Reads a frontend and compares it with what a person says of it. */
export async function judge(labels: Labels, folder: string): Promise<Verdicts> {
  const blueprint = deriveBlueprint([await detect(folder)], { name: 'judged' })
  const found = blueprint.endpoints as unknown as readonly Labelled[]
  // Facts about an endpoint count where the endpoint itself was found: one mistake is one mistake.
  const shared = new Set(labels.endpoints.map(keyOf).filter(key => found.some(one => keyOf(one) === key)))
  const both = (part: (endpoint: Labelled) => readonly string[]): Verdict => ({
    wanted: factsOf(labels.endpoints, shared, part),
    found: factsOf(found, shared, part),
  })
  const labelled = (part: 'body' | 'reads') => {
    const judged = new Map(labels.endpoints.flatMap(one => (one[part] ? [[keyOf(one), new Set(one[part])]] : [])))
    return both(one => {
      const names = judged.get(keyOf(one))
      return names ? (one[part] ?? []).map(name => asNamed(name, names)) : []
    })
  }
  const features = Object.entries(labels.features ?? {})
  return {
    endpoints: { wanted: new Set(labels.endpoints.map(keyOf)), found: new Set(found.map(keyOf)) },
    kind: both(one => [one.kind ?? 'api']),
    live: both(one => [one.live ? 'live' : 'dead']),
    query: both(one => one.query),
    body: labelled('body'),
    reads: labelled('reads'),
    hosts: {
      wanted: new Set(labels.thirdParty),
      found: new Set(labels.thirdParty ? blueprint.thirdParty.map(({ host }) => host) : []),
    },
    sockets: {
      wanted: new Set(labels.sockets?.flatMap(socketFacts)),
      found: new Set(labels.sockets ? blueprint.sockets.map(asLabelled).flatMap(socketFacts) : []),
    },
    features: {
      wanted: new Set(features.map(([name, needed]) => `${name} ${needed}`)),
      found: new Set(features.map(([name]) => `${name} ${blueprint.features[name as 'auth']?.needed}`)),
    },
  }
}

/** What is missing (`-`) and what is too much (`+`), with the part that it belongs to. Empty where all is right. */
export function differences(verdicts: Verdicts): string[] {
  return PARTS.flatMap(part => {
    const { wanted, found } = verdicts[part]
    return [
      ...[...wanted].filter(fact => !found.has(fact)).map(fact => `- ${part}: ${fact}`),
      ...[...found].filter(fact => !wanted.has(fact)).map(fact => `+ ${part}: ${fact}`),
    ]
  })
}

/** A label that names a list or an object, and nothing in it, does not judge what is in it: `photos` is `photos[].id`. */
function asNamed(name: string, names: ReadonlySet<string>): string {
  for (let end = name.length; end > 0; end = Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('[', end - 1))) {
    if (names.has(name.slice(0, end))) return name.slice(0, end)
  }
  return name
}

/** Names of parameters are not judged: `/articles/{slug}` is `/articles/{id}`. */
function keyOf({ method, path }: Pick<Labelled, 'method' | 'path'>): string {
  return `${method} ${withoutNames(path)}`
}

function withoutNames(path: string): string {
  return path.replace(/\{\w+\}/g, '{}')
}

function socketFacts({ url, hears, emits }: LabelledSocket): string[] {
  const named = [...hears.map(name => ` hears ${name}`), ...emits.map(name => ` emits ${name}`)]
  return ['', ...named].map(fact => withoutNames(url + fact))
}

function asLabelled(socket: Readonly<Record<string, unknown>>): LabelledSocket {
  const names = (part: unknown) => (part as { name: string }[]).map(({ name }) => name)
  return { url: String(socket.path ?? socket.url), hears: names(socket.events), emits: names(socket.emits) }
}

function factsOf(
  endpoints: readonly Labelled[],
  shared: ReadonlySet<string>,
  part: (endpoint: Labelled) => readonly string[],
): Set<string> {
  const judged = endpoints.filter(endpoint => shared.has(keyOf(endpoint)))
  return new Set(judged.flatMap(endpoint => part(endpoint).map(name => `${keyOf(endpoint)} ${name}`)))
}
