import type { Blueprint, FeatureName } from '../../blueprint.ts'
import { type Cookies, findCookies } from '../auth/cookies.ts'
import { type Part, partsOf } from '../auth/parts.ts'
import { joinEvidence } from '../facts/evidence.ts'
import type { Tenancy } from '../tenancy/tenancy.ts'
import { askedByOperations, askedOf } from './asked.ts'
import { needsAuth } from './auth.ts'
import type { FeatureFacts, Found, Look, Lookalike } from './from.ts'
import { looksLikeJobs, needsJobs } from './jobs.ts'
import { looksLikePagination, needsPagination } from './pagination.ts'
import { looksLikePayments, needsPayments } from './payments.ts'
import { looksLikeRealtime, needsRealtime } from './realtime.ts'
import { looksLikeRoles, needsRoles } from './roles.ts'
import { looksLikeSearch, needsSearch } from './search.ts'
import { looksLikeTenancy, needsTenancy } from './tenancy.ts'
import { looksLikeUploads, needsUploads } from './uploads.ts'

/** Which of the nine features the frontend needs, with the places that say so, or that only look so. */
export function makeFeatures(from: FeatureFacts): Blueprint['features'] {
  const look: Look = { ...from, asked: askedOf(from.endpoints), operated: askedByOperations(from.operations) }
  const auth = [...needsAuth(look), ...callsFor(look, 'auth')]
  const signedIn = auth.some(places => places.length > 0)
  const found: Record<FeatureName, Found> = {
    auth,
    roles: needsRoles(look, signedIn),
    tenancy: needsTenancy(look),
    realtime: needsRealtime(look),
    uploads: needsUploads(look),
    jobs: needsJobs(look),
    search: needsSearch(look),
    payments: needsPayments(look),
    pagination: needsPagination(look),
  }
  const names = Object.keys(found) as FeatureName[]
  const features = names.map(name => {
    const lists = name === 'auth' ? auth : [...found[name], ...callsFor(look, name)]
    return [name, featureOf(name, lists, look)]
  })
  return withDetails(Object.fromEntries(features) as Blueprint['features'], from)
}

/** Calls of packages with protocols of their own that ask for a feature. */
function callsFor({ sdk }: Look, name: FeatureName): Found {
  const calls = sdk.flatMap(({ calls: own }) => own).filter(({ live, feature }) => live && feature === name)
  return calls.map(({ evidence }) => evidence)
}

const alike: Readonly<Partial<Record<FeatureName, (look: Look) => Lookalike>>> = {
  roles: looksLikeRoles,
  tenancy: looksLikeTenancy,
  realtime: looksLikeRealtime,
  uploads: looksLikeUploads,
  jobs: looksLikeJobs,
  search: looksLikeSearch,
  payments: looksLikePayments,
  pagination: looksLikePagination,
}

/** A yes with its places, or a no: with the reason where somebody may doubt it. */
function featureOf(name: FeatureName, lists: Found, look: Look) {
  if (lists.length > 0) return { needed: true, evidence: joinEvidence(lists) }
  const told = (look.facts.signals.lookalikes ?? []).filter(({ feature }) => feature === name)
  const [first] = told
  const shown =
    first === undefined ? alike[name]?.(look) : { reason: first.reason, evidence: told.map(each => each.evidence) }
  const evidence = joinEvidence(shown?.evidence ?? [])
  return evidence.length === 0 ? { needed: false, evidence } : { needed: false, evidence, reason: shown?.reason }
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
