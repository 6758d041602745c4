import { authNames } from '../auth/names.ts'
import type { AuthAsks, AuthName } from '../auth/operations.ts'
import { sentFields } from '../auth/operations.ts'
import type { Session } from '../auth/session.ts'
import { endsInHole } from '../facts/ask.ts'
import type { Ask, Facts } from '../facts/facts.ts'
import { routeOf } from '../facts/path.ts'
import { isUpload } from '../facts/reserved.ts'
import { fieldsOf } from '../facts/shape.ts'
import type { Draft } from '../tables/draft.ts'
import { platformName } from '../tables/members.ts'
import type { Envelope, Template } from './envelope.ts'
import { findErrors } from './errors.ts'
import { pagingOption, type QueryWords, wordOptions } from './query.ts'

/** What the dialect is made of. */
export interface DialectFacts {
  readonly facts: Facts
  readonly auth: AuthAsks
  readonly session: Session
  readonly envelope: Envelope
  readonly words: QueryWords
  readonly lists: readonly Ask[]
  readonly drafts: readonly Draft[]
  /** True when lists are asked with words that mean nothing that is known. */
  readonly strayWords: boolean
}

const usualPaths: Readonly<Record<AuthName, string>> = {
  'auth.register': 'POST /auth/register',
  'auth.login': 'POST /auth/login',
  'auth.refresh': 'POST /auth/refresh',
  'auth.logout': 'POST /auth/logout',
  'auth.me': 'GET /auth/me',
  'auth.update': 'PUT /auth/me',
}

/** The options of `defineDialect` that differ from the defaults, in the order in which they are documented. */
export function makeDialect(from: DialectFacts): Record<string, unknown> {
  const { facts, words, lists } = from
  const { error, ...validation } = findErrors(facts.signals)
  const envelope = envelopeOption(from, error)
  const paging = pagingOption(words, lists)
  const paths = pathsOption(from.auth)
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

function pathsOption(auth: AuthAsks): Record<string, string> {
  const paths = [...auth].map(([name, ask]) => [name, `${ask.method} ${routeOf(ask.segments)}`] as const)
  return Object.fromEntries(paths.filter(([name, path]) => usualPaths[name] !== path))
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
function sendsMore({ envelope, drafts, strayWords }: DialectFacts): boolean {
  const named = [envelope.item, envelope.body].some(template => JSON.stringify(template ?? '').includes('"$name"'))
  return named || strayWords || drafts.some(sendsServerFields)
}

function sendsServerFields({ collection, computed, owner, embed, fields }: Draft): boolean {
  const own = new Set([
    ...computed.map(({ name }) => name),
    ...embed.keys(),
    owner,
    ...fields.filter(({ server }) => server !== undefined).map(({ name }) => name),
  ])
  const sent = [collection.created, collection.changed].flatMap(shape => Object.keys(fieldsOf(shape)))
  return sent.some(name => own.has(name) || platformName.test(name))
}

/** A delete is answered with an empty item where its answer is read. */
function readsDeletes({ facts, drafts }: DialectFacts): boolean {
  const deletes = drafts.flatMap(({ collection }) => collection.verbs.get('delete') ?? [])
  return facts.asks.some(
    ask => deletes.includes(ask) && endsInHole(ask) && !isUpload(ask) && ask.endpoint.reads.length > 0,
  )
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

function carriesToken(header: string, template: string): boolean {
  return template.includes('{') && (header === 'authorization' || /token|jwt/.test(header)) && !/csrf|xsrf/.test(header)
}

function tenantOption({ signals }: Facts): { tenantHeader?: string } {
  const header = signals.tenants?.[0]?.header.toLowerCase()
  return header === undefined || header === 'x-tenant-id' ? {} : { tenantHeader: header }
}
