import type { Database } from '../../data/index.ts'
import type { Answer, Client } from '../../operations/index.ts'
import type { Tenancy } from '../../tenancy/index.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Field } from '../accounts/body.ts'
import type { Holdings } from '../accounts/holdings.ts'
import type { Home } from '../accounts/home.ts'
import { type Rule, ruleOf, textRule } from '../accounts/rules.ts'
import type { Users } from '../accounts/users.ts'
import { viewSchema, type Wire } from '../accounts/view.ts'
import { refreshCookie, type SessionCookies } from '../cookies.ts'
import type { Delays } from '../delays.ts'
import type { Devices } from '../devices.ts'
import type { ApiKeys } from '../keys/keys.ts'
import type { Identities } from '../oidc/identities.ts'
import type { Provider } from '../oidc/provider.ts'
import type { AuthConfig } from '../options.ts'
import type { Secrets } from '../secrets.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { SignIn } from '../sign-in.ts'
import type { Tickets } from '../tickets/tickets.ts'
import type { Tokens } from '../tokens/tokens.ts'
import type { Totp } from '../totp/totp.ts'

/** What the operations of auth work with. */
export interface Parts {
  readonly database: Database
  readonly accounts: Accounts
  readonly users: Users
  /** The tenant that users are read and written in. */
  readonly home: Home
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly keys: ApiKeys
  readonly tickets: Tickets
  readonly totp: Totp
  readonly holdings: Holdings
  readonly devices: Devices
  readonly secrets: Secrets
  readonly identities: Identities
  readonly providers: ReadonlyMap<string, Provider>
  /** Where a provider sends browsers back to. */
  readonly callback: (provider: string) => string
  /** Where pages are. */
  readonly url: string
  readonly delays: Delays
  readonly tenancy: Tenancy | undefined
  /** When people confirm their address. */
  readonly verifies: AuthConfig['verify']
  readonly signIn: SignIn
  /** Present where tokens travel in cookies. */
  readonly cookies: SessionCookies | undefined
  readonly wire: Wire
}

/** The answer of everything that shows the user. The dialect puts tokens beside it, by its envelope. */
export function userAnswer({ accounts, wire }: Parts): Answer {
  return { kind: 'item', schema: viewSchema(accounts.shown, wire), name: 'user', plural: 'users' }
}

/** The refresh token of the request's cookie, where cookies sign in. AUTH_CSRF_REFUSED for one that no page of ours sent. */
export function cookieToken({ cookies, sessions }: Parts, client: Client | undefined): string | undefined {
  const token = cookies === undefined ? undefined : client?.cookie(refreshCookie)
  const session = token === undefined ? undefined : sessions.sessionOf(token)
  if (session !== undefined && client !== undefined) cookies?.check(session, client)
  return token
}

/** An answer without a body. */
export const nothing: Answer = { kind: 'nothing', schema: {}, name: 'user', plural: 'users' }

/** The fields of the users table that a body may carry. */
export function columnFields({ accounts, wire }: Parts, required: (key: string) => boolean): Field[] {
  return accounts.writable.map(column => ({
    key: column.key,
    wire: wire.name(column.key),
    required: required(column.key),
    nullable: !column.notNull && column !== accounts.login,
    rule: column === accounts.login && column.key === 'username' ? username(column.maxLength) : ruleOf(column),
  }))
}

const username = (max = 255): Rule => textRule(1, max)

/** A field that is no column. */
export function fieldOf(key: string, rule: Rule, wire: Wire): Field {
  return { key, wire: wire.name(key), required: true, nullable: false, rule }
}

/** As `fieldOf`, for one that may be left out or null. */
export function optionalField(key: string, rule: Rule, wire: Wire): Field {
  return { ...fieldOf(key, rule, wire), required: false, nullable: true }
}
