import type { BuiltIns } from '../auth/built-in.ts'
import { type Cookies, findCookies } from '../auth/cookies.ts'
import { authNames } from '../auth/names.ts'
import { type AuthAsks, type AuthName, sentFields, usualPaths } from '../auth/operations.ts'
import type { Session } from '../auth/session.ts'
import type { Ask, Facts } from '../facts/facts.ts'
import { routeOf } from '../facts/path.ts'
import { isUpload } from '../facts/reserved.ts'
import { fieldsOf } from '../facts/shape.ts'
import { keyOf } from '../tables/collection.ts'
import type { Draft } from '../tables/draft.ts'
import { platformName } from '../tables/members.ts'
import { type Tenancy, usualTenantPaths } from '../tenancy/tenancy.ts'
import { ownBodies } from './bodies.ts'
import { answersOption, builtInRoute, namesOption, tenantRoute } from './built-in.ts'
import { type Envelope, type Template, templatesOnWire } from './envelope.ts'
import { findErrors } from './errors.ts'
import { goneAnswers } from './gone.ts'
import { pagingOption, type QueryWords, wordOptions } from './query.ts'

/** What the dialect is made of. */
export interface DialectFacts {
  readonly facts: Facts
  readonly auth: AuthAsks
  readonly builtIns: BuiltIns
  readonly tenancy: Tenancy | undefined
  readonly session: Session
  /** What people sign in with; undefined where nobody does. */
  readonly identity: 'email' | 'username' | undefined
  readonly envelope: Envelope
  readonly words: QueryWords
  /** Whole answers of operations of resources. */
  readonly answers: readonly (readonly [operation: string, answer: Template])[]
  readonly lists: readonly Ask[]
  readonly drafts: readonly Draft[]
  /** The login stands where the frontend does not ask for it. */
  readonly loginLeft: boolean
  /** True when lists are asked with words that mean nothing that is known. */
  readonly strayWords: boolean
  /** Bodies of actions that have another envelope than others. */
  readonly bodies: readonly (readonly [operation: string, body: Template])[]
  /** Operations of resources that the frontend asks for at other paths than the usual ones. */
  readonly routes: readonly (readonly [operation: string, route: string])[]
  /** Operations of resources whose row is named in the query or the body. */
  readonly params: readonly (readonly [operation: string, params: Readonly<Record<string, string>>])[]
}

function bodiesOption(from: DialectFacts): { bodies?: Record<string, Template> } {
  const bodies = templatesOnWire([...ownBodies(from.envelope, from), ...from.bodies], from.facts.casing)
  return bodies.length === 0 ? {} : { bodies: Object.fromEntries(bodies) }
}

/** The options of `defineDialect` that differ from the defaults, in the order in which they are documented. */
export function makeDialect(from: DialectFacts): Record<string, unknown> {
  const { facts, words, lists } = from
  const { error, ...validation } = findErrors(facts.signals)
  const envelope = envelopeOption(from, error)
  const paging = pagingOption(words, lists)
  const paths = pathsOption(from)
  return {
    ...(facts.base.path === '/api' ? {} : { base: facts.base.path }),
    ...(facts.casing === 'camel' ? {} : { casing: facts.casing }),
    ...(Object.keys(envelope).length === 0 ? {} : { envelope }),
    ...(paging === undefined ? {} : { paging }),
    ...wordOptions(words),
    ...(putMerges(from) ? { put: 'merge' } : {}),
    ...(sendsMore(from) ? { extra: 'drop' } : {}),
    ...validation,
    ...(readsDeletes(from) ? { status: { delete: 200 } } : {}),
    ...tokenOption(facts),
    ...tenantOption(facts),
    ...(Object.keys(paths).length === 0 ? {} : { paths }),
    ...(from.params.length === 0 ? {} : { params: Object.fromEntries(from.params) }),
    ...csrfOption(from),
    ...namesOption(from),
    ...answersOption(from.builtIns, from.auth, [
      ...from.session.answers,
      ...templatesOnWire(from.answers, facts.casing),
      ...goneAnswers(from.drafts, from.envelope),
    ]),
    ...bodiesOption(from),
  }
}

function envelopeOption({ envelope, session }: DialectFacts, error: Template | undefined): Record<string, Template> {
  const parts = {
    item: envelope.item,
    list: envelope.list,
    error,
    body: envelope.body,
    session: session.session,
    me: session.me,
  }
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, template]) => (template === undefined ? [] : [[name, template]])),
  )
}

function pathsOption(from: DialectFacts): Record<string, string> {
  const { auth, builtIns, tenancy, routes, loginLeft } = from
  const { social } = builtIns
  const asked = [...auth].filter(([name]) => name !== 'auth.oidc' && (name !== 'auth.login' || !loginLeft))
  const paths: [AuthName, string][] = asked.map(([name, ask]) => [name, `${ask.method} ${builtInRoute(name, ask)}`])
  paths.push(...movedAside(from))
  if (social !== undefined) paths.push(['auth.oidc', `GET ${social}`], ['auth.oidcCallback', `GET ${social}/callback`])
  const tenants = [...(tenancy?.asks ?? [])].map(([name, ask]) => [name, tenantRoute(ask)] as const)
  return Object.fromEntries([
    ...paths.filter(([name, path]) => usualPaths[name] !== path),
    ...tenants.filter(([name, path]) => usualTenantPaths[name] !== path),
    ...routes,
  ])
}

/** What the frontend asks for where a built-in operation stands is for somebody to write: ours makes room for it. */
function movedAside({ facts, auth, identity, loginLeft }: DialectFacts): [AuthName, string][] {
  if (identity === undefined) return []
  const asked = new Set(facts.asks.map(ask => shapeOf(`${ask.method} ${routeOf(ask.segments)}`)))
  const names = Object.keys(usualPaths) as AuthName[]
  const free = names.filter(name => !auth.has(name) || (name === 'auth.login' && loginLeft))
  const offered = free.filter(name => !outward.test(name) && (identity === 'email' || !mailing.test(name)))
  return offered
    .filter(name => asked.has(shapeOf(usualPaths[name])))
    .map(name => [name, usualPaths[name].replace(' /', ' /_/')])
}

/** Built-in operations that are there where providers are, and where people sign in with an address. */
const outward = /^auth\.(oidc|oidcCallback|loginTicket)$/
const mailing = /^auth\.(forgot|reset|verify|resendVerify|changeEmail|confirmEmail)$/

function shapeOf(route: string): string {
  return route.replace(/(?<=\/):\w+/g, ':')
}

/**
 * PUT keeps what is left out when some PUT leaves out what a create sends, or may leave out a field; and when an account
 * is changed by PUT with a password in it, which nobody sends each time.
 */
function putMerges({ auth, drafts }: DialectFacts): boolean {
  const account = auth.get('auth.update')
  if (account?.method === 'PUT' && Object.keys(sentFields(account)).some(name => authNames.secret.test(name)))
    return true
  return drafts.some(({ collection }) => {
    if (!collection.verbs.has('replace')) return false
    const changed = fieldsOf(collection.changed)
    const lacks = Object.keys(fieldsOf(collection.created)).some(name => !Object.hasOwn(changed, name))
    return (
      lacks ||
      Object.entries(changed).some(([name, field]) => field.optional && !fieldsOf(collection.created)[name]?.optional)
    )
  })
}

/** Named envelopes come with clients that send whole rows back; so do bodies with the server's own fields. */
function sendsMore({ envelope, drafts, strayWords, builtIns }: DialectFacts): boolean {
  if (builtIns.sendsMore) return true
  const named = [envelope.item, envelope.body].some(template => JSON.stringify(template ?? '').includes('"$name"'))
  return named || strayWords || drafts.some(sendsServerFields)
}

function sendsServerFields({ collection, computed, owner, embed, fields }: Draft): boolean {
  const own = new Set([
    ...computed.map(({ name }) => name),
    ...embed.keys(),
    owner,
    // The path says whose row it is.
    ...(collection.parent === undefined ? [] : [keyOf(collection.parent)]),
    ...fields.filter(({ server }) => server !== undefined).map(({ name }) => name),
  ])
  const sent = [collection.created, collection.changed].flatMap(shape => Object.keys(fieldsOf(shape)))
  return sent.some(name => own.has(name) || platformName.test(name))
}

/** A delete is answered with an empty item where its answer is read. */
function readsDeletes({ facts, drafts }: DialectFacts): boolean {
  const deletes = drafts.flatMap(({ collection }) => collection.verbs.get('delete') ?? [])
  return facts.asks.some(ask => deletes.includes(ask) && !isUpload(ask) && ask.endpoint.reads.length > 0)
}

function tokenOption({ asks, signals }: Facts): { token?: { header?: string; scheme?: string } } {
  const told = (signals.tokens ?? []).map(({ header, template }) => [header, template] as const)
  const sent = asks.flatMap(ask => Object.entries(ask.endpoint.headers ?? {}))
  const [header, template] = [...told, ...sent].find(([name, value]) => carriesToken(name.toLowerCase(), value)) ?? []
  if (header === undefined || template === undefined) return {}
  const scheme = /^([\w-]+)\s+\S*\{/.exec(template)?.[1] ?? ''
  if (header.toLowerCase() !== 'authorization')
    return { token: { header: header.toLowerCase(), ...(scheme === '' ? {} : { scheme }) } }
  return scheme === 'Bearer' ? {} : { token: { scheme } }
}

function csrfOption({ auth, facts }: DialectFacts): { csrf?: NonNullable<Cookies['csrf']> } {
  const csrf = findCookies(auth, facts)?.csrf
  return csrf === undefined ? {} : { csrf }
}

function carriesToken(header: string, template: string): boolean {
  return template.includes('{') && (header === 'authorization' || /token|jwt/.test(header)) && !/csrf|xsrf/.test(header)
}

function tenantOption({ signals }: Facts): { tenantHeader?: string } {
  const header = (signals.tenants ?? []).find(({ kind = 'header' }) => kind === 'header')?.header.toLowerCase()
  return header === undefined || header === 'x-tenant-id' ? {} : { tenantHeader: header }
}
