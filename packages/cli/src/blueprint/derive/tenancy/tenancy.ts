import type { Evidence } from '../../endpoint.ts'
import { note, rawName } from '../auth/built-in.ts'
import type { AuthAsks } from '../auth/operations.ts'
import { listWay, rowOf, type Way } from '../dialect/unwrap.ts'
import { endsInHole, isFixed, lastWord, leafNames } from '../facts/ask.ts'
import { joinEvidence } from '../facts/evidence.ts'
import type { Ask, Facts } from '../facts/facts.ts'
import { isTenantWord, namesTenants } from '../facts/reserved.ts'
import { fieldsOf } from '../facts/shape.ts'

export type TenantSource = 'token' | 'header' | 'subdomain' | 'path'

/** Methods and paths of the runtime's own operations on tenants. */
export const usualTenantPaths = {
  'tenants.list': 'GET /tenants',
  'tenants.create': 'POST /tenants',
  'tenants.get': 'GET /tenants/:id',
  'tenants.update': 'PATCH /tenants/:id',
  'auth.switch': 'POST /auth/switch',
} as const

export type TenantOperation = keyof typeof usualTenantPaths

/** How a frontend says which tenant it means, and which of its calls are about tenants themselves. */
export interface Tenancy {
  /** Where requests name the tenant; the first is always the token. */
  readonly from: readonly TenantSource[]
  readonly asks: ReadonlyMap<TenantOperation, Ask>
  readonly names: ReadonlyMap<TenantOperation, Readonly<Record<string, string>>>
  /** Calls that are meant so and cannot be served, with the reason. */
  readonly refused: ReadonlyMap<Ask, string>
  readonly evidence: readonly Evidence[]
  /** True for a call that says which tenant it is about. */
  readonly carries: (ask: Ask) => boolean
}

interface Place {
  readonly auth: AuthAsks
  /** The ways to a list and to an item in answers. */
  readonly listStyle: Way
  readonly wire: (name: string) => string
}

const idWord = /^(tenant|organi[sz]ation|org|workspace|team|company|account)?_?(id|slug)?$/i

/** Finds tenancy by what travels with requests: a header, a subdomain, a prefix; or by a call that goes over to another. */
export function findTenancy(facts: Facts, place: Place): Tenancy | undefined {
  const { asks, signals } = facts
  if (!place.auth.has('auth.login')) return undefined
  const told = signals.tenants ?? []
  const headers = told.filter(({ kind = 'header' }) => kind === 'header')
  const hosts = told.filter(({ kind }) => kind === 'subdomain')
  const prefixed = asks.filter(isPrefixed)
  const change = asks.find(isSwitch)
  if (headers.length + hosts.length + prefixed.length === 0 && change === undefined) return undefined
  const from: TenantSource[] = [
    'token',
    ...(headers.length > 0 ? (['header'] as const) : []),
    ...(hosts.length > 0 ? (['subdomain'] as const) : []),
    ...(prefixed.length > 0 ? (['path'] as const) : []),
  ]
  const found = operationsOf(asks, change, place)
  const evidence = joinEvidence([
    ...told.map(each => each.evidence),
    ...[...prefixed.slice(0, 3), ...(change === undefined ? [] : [change])].map(ask => ask.endpoint.evidence),
  ])
  const names = new Set(headers.map(({ header }) => header.toLowerCase()))
  const everywhere = headers.length === 0
  const carries = (ask: Ask): boolean =>
    everywhere || Object.keys(ask.endpoint.headers ?? {}).some(name => names.has(name.toLowerCase()))
  return { from, ...found, evidence, carries }
}

/** `/t/{tenant}/orders`: its path below that has been taken already. */
function isPrefixed({ key, segments }: Ask): boolean {
  const words = key.slice(key.indexOf(' ')).split('/').length - 1
  return words >= segments.length + 2 && /\/t\/\{\w+\}\//.test(key)
}

/** `POST /auth/switch { organisationId }`, answered with new tokens. */
function isSwitch(ask: Ask): boolean {
  if (!/^(POST|PUT)$/.test(ask.method) || !ask.endpoint.live) return false
  const names = leafNames(ask.body)
  const [only = '', ...more] = names
  const word = lastWord(ask)
  const says = /^(switch|select|activate|change)/.test(word) && (endsInSwitch(ask) || /switch|select/.test(word))
  const tokens = leafNames(ask.answer).some(name => /token|jwt/i.test(name))
  return says && tokens && more.length === 0 && isFixed(ask) && only !== '' && idWord.test(only)
}

function endsInSwitch({ segments }: Ask): boolean {
  return segments.some(segment => 'word' in segment && isTenantWord(segment.word))
}

const view = {
  id: /^_?id$/,
  slug: /^(slug|subdomain|handle)$/i,
  name: /^(name|title|label)$/i,
  role: /^(role|myRole|membershipRole)$/i,
  current: /^(current|isCurrent|active|isActive|selected)$/i,
  createdAt: /^created(At|On)?$/i,
} as const

const shapes: readonly {
  readonly name: Exclude<TenantOperation, 'auth.switch'>
  readonly method: RegExp
  readonly hole: boolean
}[] = [
  { name: 'tenants.list', method: /^GET$/, hole: false },
  { name: 'tenants.create', method: /^POST$/, hole: false },
  { name: 'tenants.get', method: /^GET$/, hole: true },
  { name: 'tenants.update', method: /^PATCH$/, hole: true },
]

function operationsOf(all: readonly Ask[], change: Ask | undefined, place: Place) {
  const asks = new Map<TenantOperation, Ask>()
  const names = new Map<TenantOperation, Record<string, string>>()
  const refused = new Map<Ask, string>()
  if (change !== undefined) {
    const given: Record<string, string> = {}
    const [sent = 'tenant'] = leafNames(change.body)
    note(given, ['tenant', rawName(change.endpoint.body, sent)], place)
    asks.set('auth.switch', change)
    if (Object.keys(given).length > 0) names.set('auth.switch', given)
  }
  for (const ask of all.filter(each => each.endpoint.live && each !== change && isAboutTenants(each))) {
    const shape = shapes.find(each => each.method.test(ask.method) && each.hole === endsInHole(ask))
    const fit =
      shape === undefined ? 'What it does with a tenant is not seen from the frontend.' : fitOf(shape.name, ask, place)
    if (shape === undefined || typeof fit === 'string' || asks.has(shape.name)) {
      refused.set(ask, typeof fit === 'string' ? fit : 'Tenants are served under another path already.')
      continue
    }
    asks.set(shape.name, ask)
    if (Object.keys(fit).length > 0) names.set(shape.name, fit)
  }
  return { asks, names, refused }
}

/** The tenants themselves: the path ends in a word for them, or in one of them. */
function isAboutTenants(ask: Ask): boolean {
  if (!endsInHole(ask)) return isFixed(ask) && namesTenants(ask)
  return ask.segments.filter(segment => 'hole' in segment).length === 1 && namesTenants(ask)
}

function fitOf(name: TenantOperation, ask: Ask, place: Place): Record<string, string> | string {
  const names: Record<string, string> = {}
  const isList = name === 'tenants.list'
  if (isList) {
    const way = listWay(ask, ask.answer)
    if (way !== undefined && way.join('.') !== place.listStyle.join('.'))
      return 'Its answer is wrapped in another way than other lists.'
  }
  for (const sent of leafNames(ask.body)) {
    const own = (['name', 'slug'] as const).find(each => view[each].test(sent))
    if (own === undefined) return `It sends ${sent}, which says nothing to the runtime.`
    note(names, [own, rawName(ask.endpoint.body, sent)], place)
  }
  const read = isList ? rowOf(ask, ask.reads) : ask.reads
  const shown = isList ? rowOf(ask, ask.answer) : ask.answer
  for (const each of isList ? Object.keys(fieldsOf(read)) : leafNames(ask.reads)) {
    const own = Object.entries(view).find(([, word]) => word.test(each))?.[0]
    if (own !== undefined) note(names, [own, rawName(ask.endpoint.reads, each)], place)
    else if (fieldsOf(shown)[each]?.optional !== true) return `It reads ${each}, which the runtime does not know.`
  }
  return names
}
