import { knownKeys } from '../config/index.ts'
import type { TableShape } from '../resources/index.ts'
import { authErrors } from './errors.ts'
import type { LinkOptions } from './mails/links.ts'
import type { IssuerOptions } from './oidc/outside.ts'
import type { ProviderOptions } from './oidc/provider.ts'

export interface AuthOptions {
  /**
   * The table of the people who sign in. It has a primary key of one column, and a text column `email` or `username`.
   * Passwords are not in it. A text column `role` is the user's role; `admin` names a boolean one instead.
   */
  readonly users: TableShape
  /**
   * What people sign in with. Default `email`, or `username` in a table without one. With `username` nothing leads to an
   * address: no mail to set a password or to confirm one is offered, as in a table without it.
   */
  readonly login?: 'email' | 'username'
  /**
   * What each role may do: `resource:action`, with `*` for either part or for everything. Default: no roles. A role
   * that is not named here may do nothing beyond what every signed-in user may.
   */
  readonly roles?: Readonly<Record<string, readonly string[]>>
  /**
   * A boolean column of the users, in a table without `role`: whoever has it true has the role `admin`, everybody else the
   * first of `roles`. No register or update writes it. Default: none.
   */
  readonly admin?: string
  /**
   * Columns that register and update take from a body. Default: all but the server's own (`id`, `role`, the tenant,
   * timestamps, generated ones) and those whose name speaks of rights or standing (`isAdmin`, `permissions`, `status`,
   * `emailVerified`, `banned`…). Name them all here when the table has columns such as `credits`. Never the server's own.
   */
  readonly writable?: readonly string[]
  /**
   * How long an access token is valid: `s`, `m`, `h` or `d`. Default `15m`. A changed role is seen when the token is
   * renewed, so this is also how long an old role may last.
   */
  readonly access?: string
  /** How long a refresh token is valid; each use gives a new one with the full time. Default `30d`. */
  readonly refresh?: string
  /** How long a session lasts at most, however often it is renewed. Default `90d`. */
  readonly absolute?: string
  /**
   * Tokens in `HttpOnly` cookies, and never in a body: for frontends on this backend's own site that keep no token
   * themselves. Requests that change something then carry `X-CSRF-Token`, from the cookie `__Host-csrf`, or come from a page
   * of this very origin, as the browser says (`Sec-Fetch-Site`). A token in the header is taken too. Default false.
   */
  readonly cookie?: boolean
  /**
   * When people confirm their e-mail address. `no`: never asked. `later`: a mail goes out at register. `before-login`:
   * and nobody signs in before. Default `no`. Needs a column `email`.
   */
  readonly verify?: 'no' | 'later' | 'before-login'
  /** Pages that mails lead to, as paths under `PUBLIC_URL`, with `{ticket}` in them. */
  readonly links?: LinkOptions
  /** OpenID providers that people may sign in with, by the name in the path: `{ google: { issuer, clientId, clientSecret } }`. */
  readonly oidc?: Readonly<Record<string, ProviderOptions>>
  /** Outside issuers whose access tokens are taken too. */
  readonly issuers?: readonly IssuerOptions[]
  /** How access tokens are signed. Default: HS256 with the embedded database, else EdDSA. */
  readonly tokens?: TokenOptions
}

export interface TokenOptions {
  /** `HS256` signs with `AUTH_SECRET`. The others have keys of their own, and `/.well-known/jwks.json` for whoever verifies. */
  readonly algorithm?: Algorithm
  /** Age at which a signing key gets a successor; what it signed stays valid. Default `90d`. Not for HS256. */
  readonly rotate?: string
}

export type Algorithm = (typeof algorithms)[number]

export const algorithms = ['EdDSA', 'RS256', 'HS256'] as const

export interface AuthConfig {
  readonly roles: Readonly<Record<string, readonly string[]>>
  /** Null where a column `role` says it, or nothing. */
  readonly admin: string | null
  /** Null where the table decides. */
  readonly login: 'email' | 'username' | null
  /** Null where the names decide. */
  readonly writable: readonly string[] | null
  /** Seconds. */
  readonly access: number
  /** Seconds. */
  readonly refresh: number
  /** Seconds. */
  readonly absolute: number
  readonly cookie: boolean
  readonly verify: 'no' | 'later' | 'before-login'
  readonly links: LinkOptions
  readonly oidc: Readonly<Record<string, ProviderOptions>>
  readonly issuers: readonly IssuerOptions[]
  /** Null where the place decides. */
  readonly algorithm: Algorithm | null
  /** Seconds. */
  readonly rotate: number
}

/** Checks the options and fills in the defaults; the table is read by `readAccounts`. */
export function resolveAuth(options: AuthOptions): AuthConfig {
  knownKeys('auth', options, known)
  for (const [role, permissions] of Object.entries(options.roles ?? {})) {
    for (const permission of permissions) checkPermission(role, permission)
  }
  return Object.freeze({
    roles: options.roles ?? {},
    admin: adminChoice(options),
    login: loginChoice(options.login),
    writable: options.writable ?? null,
    access: seconds('access', options.access ?? '15m'),
    refresh: seconds('refresh', options.refresh ?? '30d'),
    absolute: seconds('absolute', options.absolute ?? '90d'),
    cookie: options.cookie ?? false,
    verify: options.verify ?? 'no',
    links: options.links ?? {},
    oidc: options.oidc ?? {},
    issuers: (options.issuers ?? []).map(checkIssuer),
    ...resolveTokens(options.tokens),
  })
}

function loginChoice(login: unknown): AuthConfig['login'] {
  if (login === undefined || login === 'email' || login === 'username') return login ?? null
  throw authErrors.AUTH_OPTION_UNFIT({ option: 'login', reason: 'it is neither email nor username' })
}

function adminChoice({ admin, roles = {} }: AuthOptions): string | null {
  if (admin === undefined || Object.hasOwn(roles, 'admin')) return admin ?? null
  throw authErrors.AUTH_OPTION_UNFIT({ option: 'admin', reason: 'roles names no role admin' })
}

const known = [
  'users',
  'login',
  'roles',
  'admin',
  'writable',
  'access',
  'refresh',
  'absolute',
  'cookie',
  'verify',
  'links',
  'oidc',
  'issuers',
  'tokens',
]

function resolveTokens(options: TokenOptions = {}): Pick<AuthConfig, 'algorithm' | 'rotate'> {
  knownKeys('auth.tokens', options, ['algorithm', 'rotate'])
  const { algorithm = null, rotate = '90d' } = options
  if (algorithm !== null && !algorithms.includes(algorithm)) {
    const reason = `${JSON.stringify(algorithm)} is none of ${algorithms.join(', ')}`
    throw authErrors.AUTH_OPTION_UNFIT({ option: 'tokens.algorithm', reason })
  }
  return { algorithm, rotate: seconds('tokens.rotate', rotate) }
}

function checkIssuer(options: IssuerOptions): IssuerOptions {
  knownKeys('auth.issuers', options, ['issuer', 'audience', 'jwks', 'linkByEmail', 'create'])
  const url = URL.canParse(options.jwks) ? new URL(options.jwks) : undefined
  const isLocal = url !== undefined && ['localhost', '127.0.0.1'].includes(url.hostname)
  if (url?.protocol === 'https:' || isLocal) return options
  throw authErrors.AUTH_OPTION_UNFIT({ option: 'issuers.jwks', reason: 'it must be an https URL' })
}

const permissionForm = /^(?:\*|(?:\*|[\w-]+):(?:\*|[\w-]+))$/

function checkPermission(role: string, permission: string): void {
  if (permissionForm.test(permission)) return
  const reason = `${JSON.stringify(permission)} is not of the form resource:action`
  throw authErrors.AUTH_OPTION_UNFIT({ option: `roles.${role}`, reason })
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

function seconds(option: string, text: string): number {
  const [, number, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? []
  const length = Number(number) * (units[unit ?? ''] ?? Number.NaN)
  if (Number.isNaN(length)) {
    const reason = `${JSON.stringify(text)} is no duration such as 15m or 30d`
    throw authErrors.AUTH_OPTION_UNFIT({ option, reason })
  }
  return length
}
