import { type Actor, nobodyActor } from '../access/index.ts'
import type { Bus } from '../bus/index.ts'
import type { Database } from '../data/index.ts'
import type { Subscription } from '../events/index.ts'
import { repeat, type Service } from '../lifecycle/index.ts'
import type { Limits } from '../limits/index.ts'
import type { Mail } from '../mail/index.ts'
import { type Log, silentLog } from '../observability/index.ts'
import type { Client, Operation } from '../operations/index.ts'
import type { Resource } from '../resources/index.ts'
import { type Candidate, settle, type Tenancy } from '../tenancy/index.ts'
import { type Accounts, readAccounts } from './accounts/accounts.ts'
import { createUser, type NewUser } from './accounts/create-user.ts'
import { Holdings } from './accounts/holdings.ts'
import { Users } from './accounts/users.ts'
import type { Wire } from './accounts/view.ts'
import { accessCookie, SessionCookies } from './cookies.ts'
import { Delays } from './delays.ts'
import { Devices } from './devices.ts'
import { authErrors } from './errors.ts'
import { ApiKeys } from './keys/keys.ts'
import { linksOf } from './mails/links.ts'
import { mailSubscription } from './mails/mails.ts'
import { Identities } from './oidc/identities.ts'
import { OutsideIssuers } from './oidc/outside.ts'
import { Provider } from './oidc/provider.ts'
import { deleteAccount, exportAccount } from './operations/account.ts'
import { changeEmail, confirmEmail } from './operations/email.ts'
import { jwks } from './operations/jwks.ts'
import { createKey, listKeys, revokeKey } from './operations/keys.ts'
import { login } from './operations/login.ts'
import { logout, logoutAll } from './operations/logout.ts'
import { me } from './operations/me.ts'
import { loginTicket, oidcCallback, oidcLogin } from './operations/oidc.ts'
import type { Parts } from './operations/parts.ts'
import { changePassword, forgot, reset } from './operations/password.ts'
import { refresh } from './operations/refresh.ts'
import { register } from './operations/register.ts'
import { endOtherSessions, endSession, listSessions } from './operations/sessions.ts'
import { beginTotp, confirmTotp, loginSecond, removeTotp, totpStatus } from './operations/totp.ts'
import { update } from './operations/update.ts'
import { resendVerify, verify } from './operations/verify.ts'
import { type AuthConfig, type AuthOptions, resolveAuth } from './options.ts'
import { Roles } from './roles.ts'
import { Secrets } from './secrets.ts'
import { Sessions } from './sessions/sessions.ts'
import { shutOut } from './sessions/shut.ts'
import { watchSessions } from './sessions/watch.ts'
import { SignIn } from './sign-in.ts'
import { Tickets } from './tickets/tickets.ts'
import { Signer } from './tokens/claims.ts'
import { type Keyring, StoredKeyring, sharedKeyring } from './tokens/keyring.ts'
import type { Identity } from './tokens/token-cache.ts'
import { Tokens } from './tokens/tokens.ts'
import { Totp } from './totp/totp.ts'

export interface AuthParts {
  /** The backend's name: issuer and audience of its tokens. */
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
  readonly options: AuthOptions
  readonly database: Database
  /** `AUTH_SECRET`: 32 bytes or more. */
  readonly secret: string
  readonly wire: Wire
  /** What clients are served: an export goes by who owns a row, and who may read a field. Default: none. */
  readonly resources?: readonly Resource[]
  /** Left out where tenancy is off. */
  readonly tenancy?: Tenancy
  /** Tells the other instances what ended. Left out, there are none. */
  readonly bus?: Bus
  /** For delays after wrong passwords. Left out where nothing is counted. */
  readonly limits?: Pick<Limits, 'penalties'>
  /** Sends what is due. Left out where nothing runs. */
  readonly mail?: Mail
  /** Path of an operation with what the dialect says of it. Default: the path as it is. */
  readonly route?: (name: string, path: string) => string
  /** `PUBLIC_URL`: mails lead to its pages. Default `http://localhost:4000`. */
  readonly url?: string
  /** True for the embedded database, where `AUTH_SECRET` signs. Default false. */
  readonly embedded?: boolean
  /** Default silent. */
  readonly log?: Log
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number
}

/** The identity of one backend. */
export interface Auth {
  readonly operations: readonly Operation[]
  /** What happens after a commit: mails. */
  readonly subscriptions: readonly Subscription[]
  /** What runs beside the operations. */
  readonly services: readonly Service[]
  /**
   * Who asks: nobody without a token, else the token's user, at once for a token that was seen before. The tenant is
   * settled in it: the token's claim, or for nobody the one that the request names. AUTH_TOKEN_INVALID,
   * AUTH_TOKEN_EXPIRED, TENANT_MISMATCH, TENANT_FORBIDDEN.
   */
  identify(token: string | undefined, candidate: Candidate): Actor | Promise<Actor>
  /** Ends every access token of a session, in every instance. */
  revoke(session: string): Promise<void>
  /** Makes a new signing key and says its id, for `plinth keys rotate`. Undefined for HS256, whose key is `AUTH_SECRET`. */
  rotateKeys(): Promise<string | undefined>
  /** Where access tokens travel in cookies: the cookie's name, and the check of what proves a page of ours. */
  readonly cookies: { readonly access: string; check(token: string, client: Client): Promise<void> } | undefined
  /** For seeds and `plinth users create`. */
  readonly users: {
    /** Makes a user with a password and any columns, `role` too, by plain names. AUTH_TAKEN, VALIDATION_FAILED. */
    create(input: NewUser): Promise<{ readonly id: string }>
    /** The user who signs in with that e-mail, case ignored, or that name; disabled ones too. */
    find(login: string): Promise<{ readonly id: string; readonly disabled: boolean } | undefined>
    /** Shuts a user out at once, sessions, tokens and keys; or lets them in again. */
    disable(id: string, disabled: boolean): Promise<void>
  }
}

/** Compiles auth once, at boot. Nothing is asked of the database before the first call. */
export function compileAuth(given: AuthParts): Auth {
  if (Buffer.byteLength(given.secret) < 32) {
    throw authErrors.AUTH_OPTION_UNFIT({ option: 'secret', reason: 'AUTH_SECRET has fewer than 32 bytes' })
  }
  const config = resolveAuth(given.options)
  const accounts = readAccounts(given.schema, given.options.users, config.writable)
  if (config.verify !== 'no' && !accounts.ignoresCase) {
    throw authErrors.AUTH_OPTION_UNFIT({ option: 'verify', reason: 'the users table has no column email' })
  }
  const { parts, keyring, log } = assemble(given, config, accounts)
  const { database, users, tokens, tickets, cookies } = parts
  const links = linksOf(config.links, parts.url)
  const { name, mail } = given
  return Object.freeze({
    operations: [...operationsOf(parts), ...(keyring.algorithm === 'HS256' ? [] : [jwks(keyring)])],
    subscriptions: mail === undefined ? [] : [mailSubscription({ name, database, mail, tickets, links })],
    services: [watchSessions(database, tokens), ticketSweep(tickets, log)],
    identify: identifier(tokens, parts.tenancy),
    revoke: (session: string) => tokens.revoke(session),
    rotateKeys: () => keyring.rotate(),
    cookies: cookies && {
      access: accessCookie,
      check: (token: string, client: Client) => checkCookie(cookies, tokens, { token, client }),
    },
    users: {
      create: (input: NewUser) => createUser(accounts, users, input),
      find: async (login: string) => {
        const found = await users.byLogin(login)
        return found && { id: found.id, disabled: found.disabled }
      },
      disable: disabler(parts),
    },
  })
}

interface Assembled {
  readonly parts: Parts
  readonly keyring: Keyring
  readonly log: Log
}

/** Joins what the operations work with, each made of those before it. */
function assemble(given: AuthParts, config: AuthConfig, accounts: Accounts): Assembled {
  const { name, schema, database, wire, tenancy, bus, clock = Date.now, log = silentLog } = given
  const { url = 'http://localhost:4000' } = given
  const secrets = new Secrets(given.secret)
  const sessions = new Sessions({ database, secrets, refresh: config.refresh, absolute: config.absolute })
  const keyring = keyringOf(given, config, { secrets, clock })
  const signer = new Signer({ name, keyring, lifetime: config.access, clock })
  const roles = new Roles(config.roles, log)
  const users = new Users({ accounts, database, wire })
  const keys = new ApiKeys({ database, users, tenancy, roles, clock })
  const identities = new Identities({ database, users, accounts })
  const outside = new OutsideIssuers(config.issuers, { identities, roles, clock })
  const tokens = new Tokens({ signer, sessions, roles, keys, outside, clock, bus, log })
  const devices = new Devices(secrets)
  const cookies = config.cookie ? new SessionCookies(secrets, config.refresh) : undefined
  const parts: Parts = {
    ...{ database, accounts, users, sessions, tokens, keys, identities, devices, secrets, cookies, tenancy, url, wire },
    tickets: new Tickets(database),
    totp: new Totp({ database, secrets, issuer: name, clock }),
    holdings: new Holdings({ schema, accounts, resources: given.resources ?? [], database, wire }),
    delays: new Delays({ limits: given.limits, devices }),
    signIn: new SignIn({ users, sessions, tokens, devices, tenancy, cookies, log, access: config.access }),
    providers: providersOf(config.oidc),
    callback: callbackOf(url, given.route),
    verifies: config.verify,
  }
  return { parts, keyring, log }
}

function providersOf(options: AuthConfig['oidc']): ReadonlyMap<string, Provider> {
  return new Map(Object.entries(options).map(([name, each]) => [name, new Provider(name, each)]))
}

function callbackOf(url: string, route: AuthParts['route']): Parts['callback'] {
  const path = '/auth/oidc/:provider/callback'
  const served = route?.('auth.oidcCallback', path) ?? path
  return provider => new URL(served.replace(':provider', encodeURIComponent(provider)), url).href
}

function disabler(parts: Parts): Auth['users']['disable'] {
  return async (user, disabled) => {
    const change = (): Promise<void> => parts.users.disable(user, disabled)
    if (disabled) await shutOut(parts, { user, kept: null, reason: 'disabled', change })
    else await change()
  }
}

/** Tickets that are over go once an hour. */
function ticketSweep(tickets: Tickets, log: Log): Service {
  const failed = (error: unknown): void => log.warn({ error }, 'Old tickets could not be swept.')
  return repeat({ name: 'tickets', every: 3_600_000, work: () => tickets.sweep(), failed })
}

/** A dead token proves nothing here: whoever identifies refuses it. A check that could not be made lets nothing through. */
async function checkCookie(
  cookies: SessionCookies,
  tokens: Tokens,
  { token, client }: { readonly token: string; readonly client: Client },
): Promise<void> {
  const session = await tokens.session(token)
  if (session !== undefined) cookies.check(session, client)
}

function keyringOf(
  { database, secret, embedded = false }: AuthParts,
  { algorithm, rotate, access }: AuthConfig,
  { secrets, clock }: { secrets: Secrets; clock: () => number },
): Keyring {
  const chosen = algorithm ?? (embedded ? 'HS256' : 'EdDSA')
  if (chosen === 'HS256') return sharedKeyring(secret)
  return new StoredKeyring({ database, secrets, algorithm: chosen, rotate, access, clock })
}

function operationsOf(parts: Parts): Operation[] {
  return [
    register(parts),
    login(parts),
    refresh(parts),
    logout(parts),
    logoutAll(parts),
    listSessions(parts),
    endSession(parts),
    endOtherSessions(parts),
    listKeys(parts),
    loginSecond(parts),
    totpStatus(parts),
    beginTotp(parts),
    confirmTotp(parts),
    removeTotp(parts),
    createKey(parts),
    revokeKey(parts),
    changePassword(parts),
    ...(parts.accounts.login.key === 'email' ? byMail(parts) : []),
    ...(parts.providers.size === 0 ? [] : [oidcLogin(parts), oidcCallback(parts), loginTicket(parts)]),
    me(parts),
    update(parts),
    exportAccount(parts),
    deleteAccount(parts),
  ]
}

/** What needs an address to send mails to. */
function byMail(parts: Parts): Operation[] {
  return [verify(parts), resendVerify(parts), forgot(parts), reset(parts), changeEmail(parts), confirmEmail(parts)]
}

function identifier(tokens: Tokens, tenancy: Tenancy | undefined): Auth['identify'] {
  if (tenancy === undefined) {
    return token => {
      if (token === undefined) return nobodyActor
      const identity = tokens.identity(token)
      return identity instanceof Promise ? identity.then(known => known.actor) : identity.actor
    }
  }
  // The token's own actor is in the token's tenant already: settling only refuses.
  const settled = (identity: Identity, candidate: Candidate): Actor => {
    settle(identity.tenant, tenancy.candidate(candidate))
    return identity.actor
  }
  return (token, candidate) => {
    if (token === undefined) return tenancy.visitor(candidate)
    const identity = tokens.identity(token)
    return identity instanceof Promise
      ? identity.then(known => settled(known, candidate))
      : settled(identity, candidate)
  }
}
