import { type Actor, nobodyActor } from '../access/index.ts'
import type { Database } from '../data/index.ts'
import { type Log, silentLog } from '../observability/index.ts'
import type { Operation } from '../operations/index.ts'
import { type Candidate, settle, type Tenancy } from '../tenancy/index.ts'
import { readAccounts } from './accounts/accounts.ts'
import { createUser, type NewUser } from './accounts/create-user.ts'
import { Users } from './accounts/users.ts'
import type { Wire } from './accounts/view.ts'
import { authErrors } from './errors.ts'
import { login } from './operations/login.ts'
import { logout } from './operations/logout.ts'
import { me } from './operations/me.ts'
import { refresh } from './operations/refresh.ts'
import { register } from './operations/register.ts'
import { update } from './operations/update.ts'
import { type AuthOptions, resolveAuth } from './options.ts'
import { Roles } from './roles.ts'
import { Sessions } from './sessions.ts'
import { SignIn } from './sign-in.ts'
import { Signer } from './tokens/claims.ts'
import type { Identity } from './tokens/token-cache.ts'
import { Tokens } from './tokens/tokens.ts'

export interface AuthParts {
  /** The backend's name: issuer and audience of its tokens. */
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
  readonly options: AuthOptions
  readonly database: Database
  /** `AUTH_SECRET`: 32 bytes or more. */
  readonly secret: string
  readonly wire: Wire
  /** Left out where tenancy is off. */
  readonly tenancy?: Tenancy
  /** Default silent. */
  readonly log?: Log
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number
}

/** The identity of one backend. */
export interface Auth {
  readonly operations: readonly Operation[]
  /**
   * Who asks: nobody without a token, else the token's user, at once for a token that was seen before. The tenant is
   * settled in it: the token's claim, or for nobody the one that the request names. AUTH_TOKEN_INVALID,
   * AUTH_TOKEN_EXPIRED, TENANT_MISMATCH, TENANT_FORBIDDEN.
   */
  identify(token: string | undefined, candidate: Candidate): Actor | Promise<Actor>
  /** Ends every access token of a session in this process. */
  revoke(session: string): void
  /** For seeds and `plinth users create`. */
  readonly users: {
    /** Makes a user with a password and any columns, `role` too, by plain names. AUTH_TAKEN, VALIDATION_FAILED. */
    create(input: NewUser): Promise<{ readonly id: string }>
  }
}

/** Compiles auth once, at boot. Nothing is asked of the database before the first call. */
export function compileAuth(parts: AuthParts): Auth {
  const { options, schema, database, wire, tenancy } = parts
  if (Buffer.byteLength(parts.secret) < 32) {
    throw authErrors.AUTH_OPTION_UNFIT({ option: 'secret', reason: 'AUTH_SECRET has fewer than 32 bytes' })
  }
  const config = resolveAuth(options)
  const accounts = readAccounts(schema, options.users, config.writable)
  const clock = parts.clock ?? Date.now
  const sessions = new Sessions(database, config.refresh)
  const signer = new Signer({ name: parts.name, secret: parts.secret, lifetime: config.access, clock })
  const tokens = new Tokens({ signer, sessions, roles: new Roles(config.roles, parts.log ?? silentLog), clock })
  const users = new Users({ accounts, database, wire })
  const signIn = new SignIn({ users, sessions, tokens, tenancy, access: config.access })
  const all = { database, accounts, users, sessions, tokens, signIn, wire }
  return Object.freeze({
    operations: [register(all), login(all), refresh(all), logout(all), me(all), update(all)],
    identify: identifier(tokens, tenancy),
    revoke: (session: string) => tokens.revoke(session),
    users: { create: (input: NewUser) => createUser(accounts, users, input) },
  })
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
