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
import { Home } from './accounts/home.ts'
import { type User, Users } from './accounts/users.ts'
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
import { switchTenant } from './operations/switch.ts'
import { beginTotp, confirmTotp, loginSecond, removeTotp, totpStatus } from './operations/totp.ts'
import { update } from './operations/update.ts'
import { resendVerify, verify } from './operations/verify.ts'
import { type AuthConfig, type AuthOptions, resolveAuth } from './options.ts'
import { type People, peopleOf } from './people.ts'
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
  /** For the operations of tenants. */
  readonly people: People
  /** For seeds and `plinth users create`. */
  readonly users: {
    /**
     * Makes a user with a password and any columns, `role` too, by plain names. AUTH_TAKEN, VALIDATION_FAILED. Where
     * users have tenants: in `tenant`, by its id, else in the one of the tenant column.
     */
    create(input: NewUser, tenant?: string): Promise<{ readonly id: string }>
    /** The user who signs in with that e-mail, case ignored, or that name; disabled ones too. In a tenant where users have one. */
    find(
      login: string,
      tenant?: string | null,
    ): Promise<{ readonly id: string; readonly disabled: boolean } | undefined>
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
  const perTenant = given.tenancy?.config.users === 'perTenant'
  const accounts = readAccounts(given.schema, given.options.users, {
    writable: config.writable,
    perTenant,
    login: config.login,
    standing: config,
  })
  if (perTenant) refuseOutside(config)
  if (config.verify !== 'no' && !accounts.ignoresCase) {
    throw authErrors.AUTH_OPTION_UNFIT({ option: 'verify', reason: 'people do not sign in with an email' })
  }
  const { parts, roles, keyring, log } = assemble(given, config, accounts)
  const { database, users, tokens, tickets, cookies } = parts
  const links = linksIn(parts.home, linksOf(config.links, parts.url))
  const { name, mail } = given
  return Object.freeze({
    operations: [...operationsOf(parts), ...(keyring.algorithm === 'HS256' ? [] : [jwks(keyring)])],
    subscriptions: mail === undefined ? [] : [mailSubscription({ name, database, mail, tickets, links })],
    services: [watchSessions(database, tokens), sweep(parts, log)],
    identify: identifier(tokens, parts.tenancy),
    revoke: (session: string) => tokens.revoke(session),
    rotateKeys: () => keyring.rotate(),
    cookies: cookies && {
      access: accessCookie,
      check: (token: string, client: Client) => checkCookie(cookies, tokens, { token, client }),
    },
    people: peopleOf(parts, roles, config.roles),
    users: {
      create: (input: NewUser, tenant?: string) => creator(parts, input, tenant),
      find: async (login: string, tenant: string | null = null) => {
        const found = await parts.home.within(tenant, () => users.byLogin(login))
        return found && { id: found.id, disabled: found.disabled }
      },
      disable: disabler(parts),
    },
  })
}

interface Assembled {
  readonly parts: Parts
  readonly roles: Roles
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
  const home = new Home(accounts.table.tenant)
  const users = new Users({ accounts, database, wire, home, made: joiner(home, tenancy) })
  const keys = new ApiKeys({ database, users, home, tenancy, roles, clock })
  const identities = new Identities({ database, users, accounts })
  const outside = new OutsideIssuers(config.issuers, { identities, roles, clock })
  const tokens = new Tokens({ signer, sessions, roles, keys, outside, tenancy, clock, bus, log })
  const devices = new Devices(secrets)
  const cookies = config.cookie ? new SessionCookies(secrets, config.refresh, wire.csrfCookie) : undefined
  const parts: Parts = {
    ...{
      database,
      accounts,
      users,
      home,
      sessions,
      tokens,
      keys,
      identities,
      devices,
      secrets,
      cookies,
      tenancy,
      url,
      wire,
    },
    tickets: new Tickets(database, home),
    totp: new Totp({ database, secrets, issuer: name, clock }),
    holdings: new Holdings({ schema, accounts, resources: given.resources ?? [], database, wire }),
    delays: new Delays({ limits: given.limits, devices, home }),
    signIn: new SignIn({ users, home, sessions, tokens, devices, tenancy, cookies, log, access: config.access }),
    providers: providersOf(config.oidc),
    callback: callbackOf(url, given.route),
    verifies: config.verify,
  }
  return { parts, roles, keyring, log }
}

/** Where users have tenants, a new one is a member of theirs at once, with the role of the users table. */
function joiner(home: Home, tenancy: Tenancy | undefined): ((user: User) => Promise<void>) | undefined {
  if (!home.perTenant || tenancy === undefined) return undefined
  return ({ id: user, role }) => tenancy.addMember({ user, tenant: home.tenant() ?? '', role: role ?? 'member' })
}

/** Whoever follows a link of a mail says with the ticket in which tenant it is good. */
function linksIn(home: Home, links: ReturnType<typeof linksOf>): ReturnType<typeof linksOf> {
  if (!home.perTenant) return links
  return (name, ticket) => {
    const link = links(name, ticket)
    return `${link}${/[?#]/.test(link) ? '&' : '?'}tenant=${home.tenant()}`
  }
}

/** Who somebody is elsewhere says nothing of the tenant that they belong to. */
function refuseOutside({ oidc, issuers }: AuthConfig): void {
  const option = Object.keys(oidc).length > 0 ? 'oidc' : issuers.length > 0 ? 'issuers' : undefined
  if (option === undefined) return
  throw authErrors.AUTH_OPTION_UNFIT({ option, reason: "it does not go with tenancy.users: 'perTenant'" })
}

/** The tenant is no field of the user: it is where the user is made. */
function creator({ accounts, users, home }: Parts, input: NewUser, tenant?: string): Promise<{ readonly id: string }> {
  if (!home.perTenant) return createUser(accounts, users, input)
  const key = accounts.table.columns.find(({ role }) => role === 'tenant')?.key ?? ''
  const { [key]: named, ...rest } = input
  const own = tenant ?? (typeof named === 'string' ? named : null)
  return home.within(own, () => createUser(accounts, users, rest as NewUser))
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

/** Tickets and sessions that are over go once an hour. */
function sweep({ tickets, sessions }: Parts, log: Log): Service {
  const failed = (error: unknown): void => log.warn({ error }, 'Old tickets and sessions could not be swept.')
  const work = async (): Promise<void> => {
    await tickets.sweep()
    await sessions.sweep()
  }
  return repeat({ name: 'auth sweep', every: 3_600_000, work, failed })
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
    ...(parts.tenancy === undefined || parts.home.perTenant ? [] : [switchTenant(parts)]),
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
