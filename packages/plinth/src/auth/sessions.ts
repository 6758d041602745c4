import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Database, Scope, Statement } from '../data/index.ts'

// A session is one login: one row, one family of refresh tokens.
//   open    --rotate--> open     token_hash is the only token that counts; previous_hash the one before it
//   open    --end-----> ended    by logout, a changed password, or a lost membership
//   open    --time----> expired  `refresh` after the last rotation
// Tokens are 32 random bytes, and only their SHA-256 is kept: a guess is hopeless, so no slow hash is needed.

/** One login. */
export interface Session {
  readonly id: string
  readonly user: string
  readonly tenant: string | null
}

/** A session with the refresh token that was just made for it, which is known only here and to the client. */
export interface FreshSession extends Session {
  readonly refreshToken: string
}

const nowhere: Scope = Object.freeze({ tenant: null })

const openStatement: Statement = {
  name: 'auth_session_open',
  text: `insert into plinth.sessions (id, user_id, tenant_id, token_hash, expires_at)
    values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
}
// Of many at once, the first locks the row; the others then see another token_hash and change nothing.
const rotateStatement: Statement = {
  name: 'auth_session_rotate',
  text: `update plinth.sessions
    set token_hash = $2, previous_hash = token_hash, used_at = now(), expires_at = now() + make_interval(secs => $3)
    where token_hash = $1 and ended_at is null and expires_at > now()
    returning id::text as id, user_id as "user", tenant_id as tenant`,
}
const endStatement: Statement = {
  name: 'auth_session_end',
  text: 'update plinth.sessions set ended_at = now() where id = $1 and ended_at is null',
}
const endByTokenStatement: Statement = {
  name: 'auth_session_end_by_token',
  text: 'update plinth.sessions set ended_at = coalesce(ended_at, now()) where token_hash = $1 returning id::text as id',
}
const endOthersStatement: Statement = {
  name: 'auth_session_end_others',
  text: `update plinth.sessions set ended_at = now()
    where user_id = $1 and id is distinct from $2::uuid and ended_at is null returning id::text as id`,
}
const openOneStatement: Statement = {
  name: 'auth_session_is_open',
  text: 'select 1 from plinth.sessions where id = $1 and ended_at is null and expires_at > now()',
}

/** The logins of all users, kept in the database. */
export class Sessions {
  readonly #database: Database
  readonly #lifetime: number

  /** `lifetime` is that of a refresh token, in seconds. */
  constructor(database: Database, lifetime: number) {
    this.#database = database
    this.#lifetime = lifetime
  }

  /** Opens a session. */
  async open(user: string, tenant: string | null): Promise<FreshSession> {
    const id = randomUUID()
    const refreshToken = makeToken()
    const values = [id, user, tenant, hashOf(refreshToken), this.#lifetime]
    await this.#database.write(openStatement, values, nowhere)
    return { id, user, tenant, refreshToken }
  }

  /** Exchanges a refresh token for the next. Undefined when it is not the current one of an open session; of many at once, one gets it. */
  async rotate(token: string): Promise<FreshSession | undefined> {
    if (!isToken(token)) return undefined
    const refreshToken = makeToken()
    const values = [hashOf(token), hashOf(refreshToken), this.#lifetime]
    const [session] = await this.#database.write<Session>(rotateStatement, values, nowhere)
    return session && { ...session, refreshToken }
  }

  /** Ends a session. Ending it again changes nothing. */
  async end(id: string): Promise<void> {
    await this.#database.write(endStatement, [id], nowhere)
  }

  /** Ends the session that this refresh token belongs to, and says which it was. */
  async endByToken(token: string): Promise<string | undefined> {
    if (!isToken(token)) return undefined
    const [session] = await this.#database.write<{ id: string }>(endByTokenStatement, [hashOf(token)], nowhere)
    return session?.id
  }

  /** Ends every session of the user but this one, and says which they were. */
  async endOthers(user: string, kept: string | null): Promise<string[]> {
    const ended = await this.#database.write<{ id: string }>(endOthersStatement, [user, kept], nowhere)
    return ended.map(session => session.id)
  }

  /** True while the session has neither ended nor expired. */
  async isOpen(id: string): Promise<boolean> {
    const rows = await this.#database.read(openOneStatement, [id], nowhere)
    return rows.length === 1
  }
}

const makeToken = (): string => randomBytes(32).toString('base64url')

const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** As PostgreSQL reads `bytea`. */
const hashOf = (token: string): string => `\\x${createHash('sha256').update(token).digest('hex')}`
