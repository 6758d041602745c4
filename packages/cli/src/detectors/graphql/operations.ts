import type { Endpoint, Evidence } from '../../blueprint/endpoint.ts'
import type { Operation } from '../../blueprint/operation.ts'
import type { Place } from '../../syntax/index.ts'
import { Ledger } from '../requests/ledger.ts'
import { byCode } from '../requests/names.ts'
import { evidence } from '../signals/notes.ts'
import { operationsIn, type Stated } from './document.ts'

interface Seen extends Stated {
  live: boolean
  place: Place
}

interface Where {
  url: string
  live: boolean
}

/** The GraphQL operations of a frontend, and where clients send them. */
export class Operations {
  readonly #seen = new Ledger<Seen>()
  readonly #urls = new Ledger<Where>()
  #live: Seen[] | undefined

  /** What is seen from now on belongs to this task. */
  enter(task: number, fresh: boolean): void {
    this.#seen.enter(task, fresh)
    this.#urls.enter(task, fresh)
  }

  /** What this task noted in the run before stays: the last one was cut off. */
  cutOff(task: number): void {
    this.#seen.cutOff(task)
    this.#urls.cutOff(task)
  }

  /** What is seen from now on is dead. */
  rest(): void {
    this.#live = [...this.#seen.all()].map(([, seen]) => seen)
  }

  /** Notes a document; `sent` is false where it only stands there. */
  add(document: string, place: Place, sent: boolean): void {
    for (const stated of operationsIn(document)) {
      const live = sent && this.#live === undefined
      const key = [stated.kind, stated.name, place.file, place.line, live].join(' ')
      this.#seen.set(key, { ...stated, live, place })
    }
  }

  /** Notes where a client sends what it is given. */
  client(url: string): void {
    if (url !== '') this.#urls.set(url, { url, live: true })
  }

  /** All operations, those that plain requests carry in their bodies too, sorted, as plain data. */
  all(endpoints: readonly Endpoint[]): Operation[] {
    const urls = [...new Set([...this.#urls.all()].map(([url]) => url))]
    const seen = [...(this.#live ?? []), ...[...this.#seen.all()].map(([, one]) => one)]
    const byName = new Map<string, Operation>()
    for (const one of seen) {
      const url = urlOf(urls, one.kind)
      merge(byName, { ...one, ...(url ? { url } : {}), evidence: [evidence(one.place)] })
    }
    for (const endpoint of endpoints) for (const one of carriedBy(endpoint)) merge(byName, one)
    return [...byName.values()].sort((one, other) => byCode(one.name, other.name) || byCode(one.kind, other.kind))
  }
}

/** Subscriptions go over sockets, where there is one; the others do not. */
function urlOf(urls: readonly string[], kind: Stated['kind']): string | undefined {
  const isSocket = (url: string) => /^wss?:/.test(url)
  const fitting = urls.filter(url => isSocket(url) === (kind === 'subscription'))
  const [only, another] = fitting.length > 0 ? fitting : urls
  return another === undefined ? only : undefined
}

function carriedBy({ bodyShape, path, live, evidence: places }: Endpoint): Operation[] {
  const query = bodyShape?.kind === 'object' ? bodyShape.fields.query?.shape : undefined
  if (query?.kind !== 'literal') return []
  return query.values.flatMap(text =>
    operationsIn(String(text)).map(one => ({ ...one, url: path, live, evidence: places })),
  )
}

function merge(known: Map<string, Operation>, one: Operation): void {
  const { kind, name, variables, fields, url, live } = one
  const before = known.get(`${kind} ${name}`)
  const places = before?.live && !live ? before.evidence : one.evidence
  const kept = before && (before.live === live || !live) ? before.evidence : []
  known.set(`${kind} ${name}`, {
    kind,
    name,
    variables: before && before.variables.length > variables.length ? before.variables : variables,
    fields: [...new Set([...(before?.fields ?? []), ...fields])].sort(byCode),
    ...((url ?? before?.url) ? { url: url ?? before?.url ?? '' } : {}),
    live: live || (before?.live ?? false),
    evidence: unique([...kept, ...places]),
  })
}

function unique(places: readonly Evidence[]): Evidence[] {
  const known = new Map(places.map(({ file, line }) => [`${file}:${line}`, { file, line }]))
  return [...known.values()].sort((one, other) => byCode(one.file, other.file) || one.line - other.line)
}
