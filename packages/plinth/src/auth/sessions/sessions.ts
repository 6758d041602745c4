import { createHash, randomUUID } from 'node:crypto'
import type { Database, Scope, Statement } from '../../data/index.ts'
import type { Client } from '../../operations/index.ts'
import type { Secrets } from '../secrets.ts'
import { hashOf, type RefreshToken, RefreshTokens } from './refresh-token.ts'

// A session is one login: one row, one family of refresh tokens.
//   open --renew with the current token--------------------> open, one generation on
//   open --renew with one that was current 10 s ago or less-> open, as it is: the current token again
//   open --renew with any older one------------------------> ended: somebody else has a copy
//   open --switch to another tenant-------------------------> open, one generation on; access tokens from before are over
//   open --logout, new password, lost membership, disabled-> ended
//   open --`refresh` after the last renewal, or `absolute` after the login--> expired
// Why 10 s: tabs and server-side rendering refresh at once, and one of them may lose the answer. All get the one
// successor, so there is never a second chain.

/** One login. */
export interface Session {
  readonly id: string
  readonly user: string
  readonly tenant: string | null
  /** How often it went to another tenant. Access tokens from before the last time are over. */
  readonly switches: number
}

/** A session with its current refresh token, which is known only here and to the client. */
export interface FreshSession extends Session {
  readonly refreshToken: string
}

/** What became of a refresh token. `repeated`: it had been exchanged a moment ago. `reused`: its family was ended. */
export type Renewal =
  | { readonly kind: 'renewed' | 'repeated'; readonly session: FreshSession }
  | { readonly kind: 'reused'; readonly session: Session }
  | { readonly kind: 'refused' }

/** Why a session ended. */
export type EndReason = 'logout' | 'reused' | 'password' | 'membership' | 'disabled' | 'deleted' | 'user'

/** A session as its user sees it. Times are ISO 8601. */
export interface SessionView {
  readonly id: string
  readonly agent: string | null
  readonly address: string | null
  readonly createdAt: string
  readonly usedAt: string
  readonly expiresAt: string
}

/** Who signs in: the client, and the device that its tokens are bound to, where they are. */
export interface SessionOrigin {
  readonly client?: Client | undefined
  readonly device?: string | undefined
}

const nowhere: Scope = Object.freeze({ tenant: null })
const refused: Renewal = Object.freeze({ kind: 'refused' })

const returned = 'id::text as id, user_id as "user", tenant_id as tenant, switches'
const isOpen = 'ended_at is null and expires_at > now()'

const openStatement: Statement = {
  name: 'auth_session_open',
  text: `insert into plinth.sessions (id, user_id, tenant_id, token_hash, device_hash, agent, address, expires_at, ends_at)
    values ($1, $2, $3, $4, $5, $6, $7, least(now() + make_interval(secs => $8), now() + make_interval(secs => $9)),
      now() + make_interval(secs => $9))`,
}
// Of many at once, the first locks the row; the others then see another hash, and look closer.
const renewStatement: Statement = {
  name: 'auth_session_renew',
  text: `update plinth.sessions
    set token_hash = $3, generation = generation + 1, used_at = now(),
      rotated_at = (rotated_at || now())[greatest(1, cardinality(rotated_at) - 6):],
      expires_at = least(now() + make_interval(secs => $5), ends_at)
    where id = $1 and token_hash = $2 and (device_hash is null or device_hash = $4) and ${isOpen}
    returning ${returned}`,
}
const lookStatement: Statement = {
  name: 'auth_session_look',
  text: `select ${returned}, generation, token_hash::text as hash,
      device_hash is null or device_hash is not distinct from $3 as "sameDevice",
      extract(epoch from now() - rotated_at[cardinality(rotated_at) - (generation - $2) + 1])::float8 as age
    from plinth.sessions where id = $1 and ${isOpen} for update`,
}
const endStatement: Statement = {
  name: 'auth_session_end',
  text: `update plinth.sessions set ended_at = now(), end_reason = $2 where id = $1 and ended_at is null`,
}
const endOwnStatement: Statement = {
  name: 'auth_session_end_own',
  text: `update plinth.sessions set ended_at = now(), end_reason = 'user'
    where id = $1 and user_id = $2 and ${isOpen} returning id::text as id`,
}
const endOthersStatement: Statement = {
  name: 'auth_session_end_others',
  text: `update plinth.sessions set ended_at = now(), end_reason = $3
    where user_id = $1 and id is distinct from $2::uuid and ended_at is null returning id::text as id`,
}
const openOneStatement: Statement = {
  name: 'auth_session_is_open',
  text: `select 1 from plinth.sessions where id = $1 and switches = $2 and ${isOpen}`,
}
const currentStatement: Statement = {
  name: 'auth_session_current',
  text: `select generation, encode(token_hash, 'hex') as hash from plinth.sessions
    where id = $1 and user_id = $2 and ${isOpen} for update`,
}
const switchStatement: Statement = {
  name: 'auth_session_switch',
  text: `update plinth.sessions
    set tenant_id = $2, switches = switches + 1, token_hash = $3, generation = generation + 1, used_at = now(),
      rotated_at = (rotated_at || now())[greatest(1, cardinality(rotated_at) - 6):],
      expires_at = least(now() + make_interval(secs => $4), ends_at)
    where id = $1 returning ${returned}`,
}
const endInStatement: Statement = {
  name: 'auth_session_end_in',
  text: `update plinth.sessions set ended_at = now(), end_reason = 'membership'
    where tenant_id = $2 and ($1::text is null or user_id = $1) and ended_at is null returning id::text as id`,
}
const freshStatement: Statement = {
  name: 'auth_session_is_fresh',
  text: `select 1 from plinth.sessions where id = $1 and created_at > now() - make_interval(secs => $2) and ${isOpen}`,
}
/** One that is gone and one that has ended are refused alike; until it goes, the row says why it ended, and when. */
const keptDays = 30
const sweepStatement: Statement = {
  name: 'auth_session_sweep',
  text: `delete from plinth.sessions
    where ended_at < now() - make_interval(days => $1) or expires_at < now() - make_interval(days => $1)`,
}
const listStatement: Statement = {
  name: 'auth_session_list',
  text: `select id::text as id, agent, address, ${iso('created_at')} as "createdAt", ${iso('used_at')} as "usedAt",
      ${iso('expires_at')} as "expiresAt"
    from plinth.sessions where user_id = $1 and ${isOpen} order by used_at desc, id limit 1000`,
}

function iso(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

interface Looked extends Session {
  readonly generation: number
  readonly hash: string
  readonly sameDevice: boolean
  /** Seconds since the presented generation was exchanged; null for one that is current, or long gone. */
  readonly age: number | null
}

export interface SessionsParts {
  readonly database: Database
  readonly secrets: Secrets
  /** Seconds that a refresh token is valid. */
  readonly refresh: number
  /** Seconds after which a session ends, however busy. */
  readonly absolute: number
}

/** Seconds in which an exchanged token still gives its successor. */
const WINDOW = 10

/** The logins of all users, kept in the database. */
export class Sessions {
  readonly #parts: SessionsParts
  readonly #tokens: RefreshTokens

  constructor(parts: SessionsParts) {
    this.#parts = parts
    this.#tokens = new RefreshTokens(parts.secrets)
  }

  /** Opens a session. */
  async open(user: string, tenant: string | null, { client, device }: SessionOrigin = {}): Promise<FreshSession> {
    const { database, refresh, absolute } = this.#parts
    const token = this.#tokens.first(randomUUID())
    const from = [deviceHash(device), client?.agent ?? null, client?.address ?? null]
    await database.write(
      openStatement,
      [token.session, user, tenant, hashOf(token), ...from, refresh, absolute],
      nowhere,
    )
    return { id: token.session, user, tenant, switches: 0, refreshToken: this.#tokens.write(token) }
  }

  /** Exchanges a refresh token for the next. Of many at once all get the same one; see the head of this file. */
  async renew(text: string, device?: string): Promise<Renewal> {
    const { database, refresh } = this.#parts
    const token = this.#tokens.read(text)
    if (token === undefined) return refused
    const next = this.#tokens.next(token)
    const values = [token.session, hashOf(token), hashOf(next), deviceHash(device), refresh]
    const [session] = await database.write<Session>(renewStatement, values, nowhere)
    if (session !== undefined) {
      return { kind: 'renewed', session: { ...session, refreshToken: this.#tokens.write(next) } }
    }
    return database.transaction(nowhere, () => this.#late(token, device))
  }

  /** A token that is not, or no longer, the current one. */
  async #late(token: RefreshToken, device: string | undefined): Promise<Renewal> {
    const { database } = this.#parts
    const asked = [token.session, token.generation, deviceHash(device)]
    const [looked] = await database.write<Looked>(lookStatement, asked, nowhere)
    if (looked === undefined || token.generation >= looked.generation) return refused
    const { id, user, tenant, switches } = looked
    if (looked.age !== null && looked.age <= WINDOW && looked.sameDevice) {
      const current = this.#walk(token, looked.generation)
      if (hashOf(current) !== looked.hash) return refused
      return { kind: 'repeated', session: { id, user, tenant, switches, refreshToken: this.#tokens.write(current) } }
    }
    await database.write(endStatement, [id, 'reused' satisfies EndReason], nowhere)
    return { kind: 'reused', session: { id, user, tenant, switches } }
  }

  #walk(token: RefreshToken, generation: number): RefreshToken {
    let current = token
    while (current.generation < generation) current = this.#tokens.next(current)
    return current
  }

  /** Takes an open session of this user to another tenant, with the next refresh token. Undefined for none. */
  async switchTo(id: string, user: string, tenant: string): Promise<FreshSession | undefined> {
    const { database, refresh } = this.#parts
    return database.transaction(nowhere, async () => {
      const [row] = await database.write<{ generation: number; hash: string }>(currentStatement, [id, user], nowhere)
      if (row === undefined) return undefined
      const hash = Buffer.from(row.hash, 'hex')
      const next = this.#tokens.after({ session: id, generation: row.generation, hash })
      const [session] = await database.write<Session>(switchStatement, [id, tenant, hashOf(next), refresh], nowhere)
      return session && { ...session, refreshToken: this.#tokens.write(next) }
    })
  }

  /** Ends the sessions of a user in a tenant, of everybody for null, and says which they were. */
  async endIn(user: string | null, tenant: string): Promise<string[]> {
    const ended = await this.#parts.database.write<{ id: string }>(endInStatement, [user, tenant], nowhere)
    return ended.map(session => session.id)
  }

  /** Ends a session. Ending it again changes nothing. */
  async end(id: string, reason: EndReason): Promise<void> {
    await this.#parts.database.write(endStatement, [id, reason], nowhere)
  }

  /** Ends a session of this user, and says whether there was one. */
  async endOwn(id: string, user: string): Promise<boolean> {
    const ended = await this.#parts.database.write(endOwnStatement, [id, user], nowhere)
    return ended.length === 1
  }

  /** The session that a refresh token of ours belongs to, whichever generation it is. */
  sessionOf(text: string): string | undefined {
    return this.#tokens.read(text)?.session
  }

  /** Ends every session of the user but this one, and says which they were. */
  async endOthers(user: string, kept: string | null, reason: EndReason): Promise<string[]> {
    const values = [user, kept, reason]
    const ended = await this.#parts.database.write<{ id: string }>(endOthersStatement, values, nowhere)
    return ended.map(session => session.id)
  }

  /** True for a session that was opened at most so many seconds ago. */
  async isFresh(id: string, seconds: number): Promise<boolean> {
    const rows = await this.#parts.database.write(freshStatement, [id, seconds], nowhere)
    return rows.length === 1
  }

  /** True while the session has neither ended, nor expired, nor gone to another tenant since that many switches. */
  async isOpen(id: string, switches: number): Promise<boolean> {
    const rows = await this.#parts.database.read(openOneStatement, [id, switches], nowhere)
    return rows.length === 1
  }

  /** Deletes sessions that have been over for 30 days. */
  async sweep(): Promise<void> {
    await this.#parts.database.write(sweepStatement, [keptDays], nowhere)
  }

  /** The user's open sessions, the one used last first; at most 1,000. */
  list(user: string): Promise<SessionView[]> {
    return this.#parts.database.read<SessionView>(listStatement, [user], nowhere)
  }
}

/** As PostgreSQL reads `bytea`. */
function deviceHash(device: string | undefined): string | null {
  return device === undefined ? null : `\\x${createHash('sha256').update(device).digest('hex')}`
}
