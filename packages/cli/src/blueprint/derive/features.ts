import type { Blueprint, FeatureName } from '../blueprint.ts'
import type { Evidence } from '../endpoint.ts'
import type { BuiltIns } from './auth/built-in.ts'
import { type Cookies, findCookies } from './auth/cookies.ts'
import type { AuthAsks } from './auth/operations.ts'
import { type Part, partsOf } from './auth/parts.ts'
import type { Roles } from './auth/roles.ts'
import type { Detection } from './detection.ts'
import type { QueryWords } from './dialect/query.ts'
import { joinEvidence } from './facts/evidence.ts'
import type { Ask, Facts } from './facts/facts.ts'
import type { Reserved } from './facts/reserved.ts'
import { isUpload } from './facts/reserved.ts'
import { lookalikeOf } from './lookalikes.ts'
import type { Tenancy } from './tenancy/tenancy.ts'

/** What features are told from. */
export interface FeatureFacts {
  readonly facts: Facts
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

/** Which of the nine features the frontend needs, with the places that say so, or that only look so. */
export function makeFeatures(from: FeatureFacts): Blueprint['features'] {
  const { auth, facts, roles } = from
  const { signals } = facts
  const asks = (of: Iterable<Ask>) => [...of].map(ask => ask.endpoint.evidence)
  const found: Record<FeatureName, (readonly Evidence[])[]> = {
    auth: [...asks(auth.values()), ...tokensIn(facts)],
    roles:
      roles.all.length === 0 ? [] : [roles.evidence, ...asks([auth.get('auth.me')].filter(ask => ask !== undefined))],
    tenancy: from.tenancy === undefined ? (signals.tenants ?? []).map(seen => seen.evidence) : [from.tenancy.evidence],
    realtime: [...from.sockets.map(evidenceIn), ...reservedFor(from, 'realtime')],
    uploads: [...asks(facts.asks.filter(isUpload)), ...(signals.uploads ?? []).map(seen => seen.evidence)],
    jobs: reservedFor(from, 'jobs'),
    search: asks(listsWith(from, ['search'])),
    payments: [...reservedFor(from, 'payments'), ...(signals.payments ?? []).map(seen => seen.evidence)],
    pagination: asks(listsWith(from, ['page', 'offset', 'cursor'])),
  }
  const names = Object.keys(found) as FeatureName[]
  for (const name of names) found[name] = [...found[name], ...apartFor(from, name)]
  const features = Object.fromEntries(names.map(name => [name, featureOf(name, found[name], facts)]))
  return withDetails(features as Blueprint['features'], from)
}

/** What of identity there is, and which roles. */
function withDetails(
  features: Blueprint['features'],
  { auth, builtIns, tenancy, facts, roles }: FeatureFacts,
): Blueprint['features'] {
  const cookies = findCookies(auth, facts)
  const parts = {
    ...partsOf(auth, builtIns, facts.asks),
    ...(cookies === undefined ? {} : { cookies: partOf(cookies) }),
  }
  return {
    ...features,
    auth: { ...features.auth, ...(Object.keys(parts).length === 0 ? {} : { parts }) },
    tenancy: { ...features.tenancy, ...(tenancy === undefined ? {} : tenancyDetails(tenancy)) },
    roles: { ...features.roles, ...(roles.all.length === 0 ? {} : { names: [...roles.all] }) },
  }
}

function tenancyDetails({ from, refused }: Tenancy) {
  const open = [...refused].map(([ask, reason]) => ({ endpoint: ask.key, reason }))
  return { from: [...from], ...(open.length === 0 ? {} : { open }) }
}

function partOf({ needed, evidence, reason }: Cookies): Part {
  return { needed, evidence, ...(reason === undefined ? {} : { reason }) }
}

function featureOf(name: FeatureName, lists: readonly (readonly Evidence[])[], facts: Facts) {
  if (lists.length > 0) return { needed: true, evidence: joinEvidence(lists) }
  const alike = lookalikeOf(name, facts)
  if (alike === undefined) return { needed: false, evidence: [] }
  return { needed: false, evidence: [...alike.evidence], reason: alike.reason }
}

/** Requests that say who is asking, wherever the token came from: there may be no login of its own. */
function tokensIn({ signals }: Facts): (readonly Evidence[])[] {
  return (signals.tokens ?? []).filter(({ header }) => !/[cx]srf/i.test(header)).map(({ evidence }) => evidence)
}

/** Calls of packages with protocols of their own, and GraphQL subscriptions, that ask for a feature. */
function apartFor({ operations, sdk, sockets }: FeatureFacts, name: FeatureName): Evidence[][] {
  const calls = sdk.flatMap(({ calls: own }) => own).filter(({ live, feature }) => live && feature === name)
  const heard = operations.filter(({ kind, live }) => name === 'realtime' && live && kind === 'subscription')
  const signed = name === 'auth' ? sockets.filter(signsIn).map(evidenceIn) : []
  return [...[...calls, ...heard].map(({ evidence }) => [...evidence]), ...signed]
}

const SIGNS_IN = /^(?:auth\w*|log[-_:]?in|sign[-_:]?in|identify)$/i

/** A socket over which somebody says who they are. */
function signsIn({ emits }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(emits) && emits.some(one => SIGNS_IN.test(String((one as { name?: unknown }).name)))
}

function reservedFor({ reserved }: FeatureFacts, feature: Reserved['feature']): Evidence[][] {
  return [...reserved].flatMap(([ask, { feature: own }]) => (own === feature ? [ask.endpoint.evidence] : []))
}

function listsWith({ words, lists }: FeatureFacts, meanings: readonly (keyof QueryWords)[]): Ask[] {
  return lists.filter(ask => meanings.some(meaning => ask.query.includes(words[meaning] ?? '\0')))
}

/** Places in a socket's facts, which are plain data of any form. */
function evidenceIn(value: unknown): Evidence[] {
  if (Array.isArray(value)) return value.flatMap(evidenceIn)
  if (typeof value !== 'object' || value === null) return []
  const { file, line } = value as { file?: unknown; line?: unknown }
  if (typeof file === 'string' && typeof line === 'number') return [{ file, line }]
  return Object.values(value).flatMap(evidenceIn)
}
