import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { anyone } from '../../access/index.ts'
import type { Context } from '../../context/index.ts'
import { invalid, notFound, PlinthError } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Check, Cookie, JsonSchema, Operation, RedirectReply } from '../../operations/index.ts'
import { bodyCheck } from '../accounts/body.ts'
import { textRule } from '../accounts/rules.ts'
import type { User } from '../accounts/users.ts'
import { authErrors } from '../errors.ts'
import type { Provider } from '../oidc/provider.ts'
import { fieldOf, type Parts, userAnswer } from './parts.ts'

// browser: GET /auth/oidc/google?next=/cart -> 302 to the provider, with a state and a cookie that only this browser has
// provider: 302 back with a code -> callback: state and cookie belong together, the code gives an ID token, that a user
// -> 302 to `next`, signed in by cookies, or with a ticket in the fragment, which `auth.loginTicket` exchanges

const bindingCookie = '__Host-oidc'
/** Seconds to sign in at the provider, and to bring the ticket back. */
const [stateLifetime, ticketLifetime] = [600, 60]
const longest = 4000

/** Sends a browser to an OpenID provider. */
export function oidcLogin(parts: Parts): Operation {
  return {
    ...common,
    name: 'auth.oidc',
    path: '/auth/oidc/:provider',
    summary: 'Sign in with an OpenID provider: sends the browser there.',
    query: textsCheck(['next']),
    async run({ params, query }) {
      const provider = providerOf(parts, params.provider)
      const next = pageOf((query as Record<string, string>).next)
      const binding = randomBytes(32).toString('base64url')
      const payload = { provider: params.provider, next, binding: hashOf(binding) }
      const state = await parts.tickets.issue({ purpose: 'oidc', payload, lifetime: stateLifetime })
      const location = await provider.begin({
        redirect: parts.callback(params.provider ?? ''),
        state,
        ...secretsOf(parts, state),
      })
      return redirect(location.href, [{ name: bindingCookie, value: binding, maxAge: stateLifetime }])
    },
  }
}

/** Where the provider sends the browser back to. */
export function oidcCallback(parts: Parts): Operation {
  return {
    ...common,
    name: 'auth.oidcCallback',
    path: '/auth/oidc/:provider/callback',
    summary: 'Finish signing in with an OpenID provider: the provider sends the browser here.',
    query: textsCheck([
      'code',
      'state',
      'iss',
      'error',
      'error_description',
      'session_state',
      'scope',
      'authuser',
      'prompt',
      'hd',
    ]),
    async run({ params, query }, ctx) {
      const name = params.provider ?? ''
      const provider = providerOf(parts, name)
      const given = query as Readonly<Record<string, string>>
      const next = await stateOf(parts, { name, state: given.state ?? '', binding: ctx.client?.cookie(bindingCookie) })
      const url = new URL(`${parts.callback(name)}?${new URLSearchParams(given)}`)
      try {
        const user = await userOf(parts, provider, { url, state: given.state ?? '' })
        return await signedIn(parts, ctx, { user, next })
      } catch (error) {
        // A person looks at this: the page says what is wrong, by the code.
        if (!(error instanceof PlinthError) || error.status >= 500) throw error
        ctx.log.info({ provider: name, code: error.code }, 'A login with a provider failed.')
        return redirect(pageUrl(parts, next, `error=${error.code}`), [forgotten])
      }
    },
  }
}

/** Exchanges the ticket of a provider's login for a session. */
export function loginTicket(parts: Parts): Operation {
  const { tickets, users, signIn, wire } = parts
  return {
    name: 'auth.loginTicket',
    method: 'POST',
    path: '/auth/login/ticket',
    summary: 'Finish signing in with the ticket that stands in the fragment of the page.',
    module: 'auth',
    body: bodyCheck([fieldOf('ticket', textRule(1, 100), wire)], wire.extra),
    answer: userAnswer(parts),
    status: 200,
    allow: anyone,
    limit: 'auth',
    token: 'ignored',
    envelope: 'session',
    async run(call, ctx) {
      const ticket = await tickets.take('login', String((call.body as { ticket: string }).ticket))
      const user = ticket?.user == null ? undefined : await users.byId(ticket.user)
      if (user === undefined) throw authErrors.AUTH_TICKET_INVALID()
      return signIn.open(user, ticket?.tenant ?? null, ctx.client)
    },
  }
}

async function stateOf(
  { tickets }: Parts,
  { name, state, binding }: { readonly name: string; readonly state: string; readonly binding: string | undefined },
): Promise<string> {
  const ticket = await tickets.take('oidc', state)
  const kept = Buffer.from(String(ticket?.payload.binding ?? ''))
  const shown = Buffer.from(hashOf(binding ?? ''))
  const fits = ticket !== undefined && ticket.payload.provider === name && kept.length === shown.length
  if (!fits || !timingSafeEqual(kept, shown)) throw authErrors.AUTH_TICKET_INVALID()
  return String(ticket.payload.next)
}

async function userOf(
  parts: Parts,
  provider: Provider,
  { url, state }: { readonly url: URL; readonly state: string },
): Promise<User> {
  const claims = await provider.finish(url, { state, ...secretsOf(parts, state) })
  const { issuer, linkByEmail = false } = provider.options
  const { sub: subject, email, email_verified: emailVerified, name } = claims as Record<string, unknown>
  return parts.identities.settle(
    { issuer, subject: String(subject), email, emailVerified, name },
    { linkByEmail, create: true },
  )
}

async function signedIn(
  parts: Parts,
  ctx: Context,
  { user, next }: { readonly user: User; readonly next: string },
): Promise<RedirectReply> {
  const { tickets, totp, signIn, cookies } = parts
  if (await totp.isOn(user.id)) {
    const ticket = await tickets.issue({ purpose: 'second', user: user.id, lifetime: stateLifetime })
    return redirect(pageUrl(parts, next, `second=${ticket}`), [forgotten])
  }
  ctx.log.info({ user: hashedId(user.id) }, 'A user signed in with a provider.')
  if (cookies === undefined) {
    const ticket = await tickets.issue({ purpose: 'login', user: user.id, lifetime: ticketLifetime })
    return redirect(pageUrl(parts, next, `ticket=${ticket}`), [forgotten])
  }
  const { cookies: set = [] } = await signIn.open(user, null, ctx.client)
  return redirect(pageUrl(parts, next, ''), [...set, forgotten])
}

const forgotten: Cookie = { name: bindingCookie, value: '' }

/** PKCE verifier and nonce are derived from the state: nothing has to be kept. */
function secretsOf({ secrets }: Parts, state: string): { verifier: string; nonce: string } {
  return {
    verifier: secrets.mac('oidc', 'verifier', state).toString('base64url'),
    nonce: secrets.mac('oidc', 'nonce', state).toString('base64url'),
  }
}

/** A page of the frontend: a path, never another host (ASVS 3.7.2). */
function pageOf(next = '/'): string {
  const fits = next.length <= 500 && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) && !next.includes('\\')
  if (!fits) throw invalid([{ field: 'next', message: 'Must be a path such as /cart.' }])
  return next
}

function pageUrl({ url }: Parts, next: string, fragment: string): string {
  const page = new URL(next, url)
  page.hash = fragment
  return page.href
}

function redirect(location: string, cookies: readonly Cookie[]): RedirectReply {
  return { kind: 'redirect', location, cookies }
}

function providerOf({ providers }: Parts, name = ''): Provider {
  const provider = providers.get(name)
  if (provider === undefined) throw notFound('provider')
  return provider
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** Query words that may be left out; whatever else a provider adds is passed over. */
function textsCheck(names: readonly string[]): Check<Readonly<Record<string, string>>> {
  const text: JsonSchema = { type: 'string', maxLength: longest }
  return {
    schema: { type: 'object', properties: Object.fromEntries(names.map(name => [name, text])) },
    parse(value) {
      const given = (value ?? {}) as Readonly<Record<string, unknown>>
      const known = names.filter(name => given[name] !== undefined)
      const odd = known.find(name => typeof given[name] !== 'string' || String(given[name]).length > longest)
      if (odd !== undefined)
        throw invalid([{ field: odd, message: `Must be one text of at most ${longest} characters.` }])
      return Object.fromEntries(known.map(name => [name, String(given[name])]))
    },
  }
}

const common = {
  method: 'GET',
  module: 'auth',
  answer: { kind: 'nothing', schema: {}, name: 'redirect', plural: 'redirects' },
  status: 204,
  allow: anyone,
  limit: 'auth',
  token: 'ignored',
  wire: 'fixed',
} as const
