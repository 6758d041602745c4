import type { Evidence } from '../../endpoint.ts'
import type { BuiltIns } from '../auth/built-in.ts'
import type { AuthAsks } from '../auth/operations.ts'
import type { Roles } from '../auth/roles.ts'
import type { Detection } from '../detection.ts'
import type { QueryWords } from '../dialect/query.ts'
import type { Ask, Facts } from '../facts/facts.ts'
import type { Reserved } from '../facts/reserved.ts'
import type { Tenancy } from '../tenancy/tenancy.ts'
import type { Asked } from './asked.ts'

/** What features are told from. */
export interface FeatureFacts {
  readonly facts: Facts
  readonly endpoints: Detection['endpoints']
  readonly sockets: NonNullable<Detection['sockets']>
  readonly operations: NonNullable<Detection['operations']>
  readonly sdk: NonNullable<Detection['sdk']>
  readonly auth: AuthAsks
  readonly builtIns: BuiltIns
  readonly tenancy: Tenancy | undefined
  readonly roles: Roles
  readonly words: QueryWords
  readonly lists: readonly Ask[]
  readonly reserved: ReadonlyMap<Ask, Reserved>
}

/** The same, with live endpoints taken apart, and operations beside them. */
export interface Look extends FeatureFacts {
  readonly asked: readonly Asked[]
  readonly operated: readonly Asked[]
}

/** Places that say that a feature is needed: one list for each thing that was seen. */
export type Found = (readonly Evidence[])[]

/** Something that looks like a feature and is not. */
export interface Lookalike {
  readonly reason: string
  readonly evidence: Found
}

/** Where the endpoints stand that pass a test. */
export function placesOf(asked: readonly Asked[], test: (one: Asked) => boolean): Found {
  return asked.filter(test).map(({ endpoint }) => endpoint.evidence)
}

/** Where signals of a kind were seen. */
export function seenIn(signals: readonly { readonly evidence: readonly Evidence[] }[] | undefined): Found {
  return (signals ?? []).map(({ evidence }) => evidence)
}

/** Where calls stand that belong to a feature of the runtime. */
export function reservedFor({ reserved }: FeatureFacts, feature: Reserved['feature']): Found {
  return [...reserved].flatMap(([ask, { feature: own }]) => (own === feature ? [ask.endpoint.evidence] : []))
}

/** Places in a socket's facts, which are plain data of any form. */
export function placesIn(value: unknown): Evidence[] {
  if (Array.isArray(value)) return value.flatMap(placesIn)
  if (typeof value !== 'object' || value === null) return []
  const { file, line } = value as { file?: unknown; line?: unknown }
  if (typeof file === 'string' && typeof line === 'number') return [{ file, line }]
  return Object.values(value).flatMap(placesIn)
}

/** A connection that live code opens. */
export function isOpen(socket: Readonly<Record<string, unknown>>): boolean {
  return socket.live !== false
}
