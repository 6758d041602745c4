import type { Endpoint } from '../../endpoint.ts'
import type { Operation } from '../../operation.ts'
import { plainWord, snakeCase } from '../facts/words.ts'

/** An endpoint as features look at it, whatever its kind and its place below the base. */
export interface Asked {
  readonly endpoint: Endpoint
  readonly method: Endpoint['method']
  /** The words of the path for comparing, parameters left out: `magiclink` of `/auth/magic-link`. */
  readonly words: readonly string[]
  /** Last names of what is sent. */
  readonly sent: readonly string[]
  /** Dotted names of what is read. */
  readonly reads: readonly string[]
}

/** Takes live endpoints apart; what nothing reaches needs no feature. */
export function askedOf(endpoints: readonly Endpoint[]): Asked[] {
  return endpoints
    .filter(({ live }) => live)
    .map(endpoint => ({
      endpoint,
      method: endpoint.method,
      words: endpoint.path
        .split('/')
        .filter(part => part !== '' && !part.startsWith('{'))
        .map(plainWord),
      sent: endpoint.body.map(lastName),
      reads: endpoint.reads,
    }))
}

/** GraphQL operations that are sent, as if each were a call: of its own name, and of each field that it asks for. */
export function askedByOperations(operations: readonly Operation[]): Asked[] {
  const sent = operations.filter(({ live, kind }) => live && kind !== 'subscription')
  return askedOf(sent.flatMap(callsOf))
}

function callsOf({ kind, name, variables, fields, evidence }: Operation): Endpoint[] {
  const names = [name.replace(/(?:Query|Mutation)$/, ''), ...fields.map(field => /^[^.[]*/.exec(field)?.[0] ?? '')]
  const given = variables.map(one => one.name)
  const isRead = kind === 'query'
  return [...new Set(names)].map(word => ({
    method: isRead ? 'GET' : 'POST',
    path: pathOf(word),
    query: isRead ? given : [],
    body: isRead ? [] : given,
    reads: fields,
    kind: 'api',
    live: true,
    certainty: 'sure',
    evidence,
  }))
}

/** `signInUser` is `/sign/in/user/signin/inuser/signInUser`: two words may be one elsewhere. */
function pathOf(name: string): string {
  const words = snakeCase(name).split('_').filter(Boolean)
  const pairs = words.slice(1).map((word, at) => `${words[at]}${word}`)
  return ['', ...words, ...pairs, name].join('/')
}

/** `title` of `article.title`, `tags` of `article.tags[]`. */
export function lastName(dotted: string): string {
  return dotted.replaceAll('[]', '').split('.').at(-1) ?? ''
}

/** The last word of a path; empty for one without. */
export function tailOf({ words }: Asked): string {
  return words.at(-1) ?? ''
}

/** True for a path that ends in a parameter. */
export function endsInHole({ endpoint }: Asked): boolean {
  return /\}$/.test(endpoint.path)
}

/** True for what code asks, no picture and no way for a person. */
export function isCall({ endpoint }: Asked): boolean {
  return endpoint.kind !== 'media' && endpoint.kind !== 'link'
}
