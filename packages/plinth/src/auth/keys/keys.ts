import { type Actor, permits } from '../../access/index.ts'
import type { Database, Scope, Statement } from '../../data/index.ts'
import type { Tenancy } from '../../tenancy/index.ts'
import type { Home } from '../accounts/home.ts'
import type { Users } from '../accounts/users.ts'
import { authErrors } from '../errors.ts'
import type { Grant, Roles } from '../roles.ts'
import type { Identity } from '../tokens/token-cache.ts'
import { keyHash, makeKey, prefixOf } from './key.ts'

/** A key as its maker sees it. Times are ISO 8601. */
export interface KeyView {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly usedAt: string | null
}

export interface NewKey {
  readonly user: string
  readonly tenant: string | null
  readonly name: string
  readonly scopes: readonly string[]
  /** ISO 8601; null for a key without an end. */
  readonly expiresAt: string | null
}

export interface ApiKeysParts {
  readonly database: Database
  readonly users: Users
  readonly home: Home
  readonly tenancy: Tenancy | undefined
  readonly roles: Roles
  readonly clock: () => number
}

interface Row {
  readonly id: string
  readonly user: string
  readonly tenant: string | null
  readonly scopes: readonly string[]
  readonly expires: number | null
}

/** Keys that one user may have at once. */
export const mostKeys = 100
/** Milliseconds after which a key is looked up again: a changed role of its maker is seen by then. */
const BELIEVED = 60_000

const nowhere: Scope = Object.freeze({ tenant: null })
const isLive = 'revoked_at is null and (expires_at is null or expires_at > now())'
const shown = `id::text as id, name, prefix, to_json(scopes)::text as scopes, ${iso('created_at')} as "createdAt",
  ${iso('expires_at')} as "expiresAt", ${iso('used_at')} as "usedAt"`

// Last use is written once a minute at most.
const useStatement: Statement = {
  name: 'auth_key_use',
  text: `update plinth.api_keys set used_at = now()
    where prefix = $1 and hash = $2 and ${isLive}
    returning id::text as id, user_id as "user", tenant_id as tenant, to_json(scopes)::text as scopes,
      extract(epoch from expires_at)::float8 * 1000 as expires`,
}
const listStatement: Statement = {
  name: 'auth_key_list',
  text: `select ${shown} from plinth.api_keys where user_id = $1 and revoked_at is null
    and tenant_id is not distinct from $2 order by created_at desc, id limit ${mostKeys}`,
}
const addStatement: Statement = {
  name: 'auth_key_add',
  text: `insert into plinth.api_keys (prefix, hash, user_id, tenant_id, name, scopes, expires_at)
    select $1, $2, $3, $4, $5, $6, $7::timestamptz
    where (select count(*) from plinth.api_keys where user_id = $3 and ${isLive}) < ${mostKeys}
    returning ${shown}`,
}
const ownStatement: Statement = {
  name: 'auth_key_used',
  text: 'select id::text as id from plinth.api_keys where user_id = $1 and used_at is not null',
}
const revokeStatement: Statement = {
  name: 'auth_key_revoke',
  text: `update plinth.api_keys set revoked_at = now()
    where id = $1 and user_id = $2 and tenant_id is not distinct from $3 and revoked_at is null
    returning id::text as id`,
}

const revokeInStatement: Statement = {
  name: 'auth_key_revoke_in',
  text: `update plinth.api_keys set revoked_at = now()
    where tenant_id = $2 and ($1::text is null or user_id = $1) and revoked_at is null returning id::text as id`,
}

/** Keys with which programs ask. Only hashes are kept. */
export class ApiKeys {
  readonly #parts: ApiKeysParts

  constructor(parts: ApiKeysParts) {
    this.#parts = parts
  }

  /**
   * Who presents this key: an actor of its own, in the key's tenant. It may do what its scopes name, as far as its
   * maker may today. AUTH_TOKEN_INVALID for a key that is none, was revoked or has expired, or whose maker is gone.
   */
  async identity(token: string): Promise<Identity> {
    const { database, clock } = this.#parts
    const prefix = prefixOf(token)
    if (prefix === undefined) throw authErrors.AUTH_TOKEN_INVALID()
    const [row] = await database.write<Row & { scopes: string }>(useStatement, [prefix, keyHash(token)], nowhere)
    const grant = row === undefined ? undefined : await this.#grantOf(row)
    if (row === undefined || grant === undefined) throw authErrors.AUTH_TOKEN_INVALID()
    const scopes = JSON.parse(row.scopes) as string[]
    const held = grant.permissions
    const actor: Actor = Object.freeze({
      kind: 'key' as const,
      id: row.id,
      tenant: row.tenant,
      roles: Object.freeze([]),
      permissions: Object.freeze(shared(scopes, held)),
      scopes: Object.freeze(scopes),
    })
    const tenant = row.tenant === null ? null : { id: row.tenant, slug: null }
    return Object.freeze({
      actor,
      session: row.id,
      tenant,
      expires: Math.min(row.expires ?? Number.POSITIVE_INFINITY, clock() + BELIEVED),
    })
  }

  /** Makes a key; its text is given this once. AUTH_KEYS_TOO_MANY for the 101st. */
  async make(key: NewKey): Promise<KeyView & { readonly key: string }> {
    const { prefix, text } = makeKey()
    const values = [prefix, keyHash(text), key.user, key.tenant, key.name, key.scopes, key.expiresAt]
    const [row] = await this.#parts.database.write<KeyView & { scopes: string }>(addStatement, values, nowhere)
    if (row === undefined) throw authErrors.AUTH_KEYS_TOO_MANY()
    return { ...viewOf(row), key: text }
  }

  /** The user's keys in that tenant, the newest first. */
  async list(user: string, tenant: string | null): Promise<KeyView[]> {
    const rows = await this.#parts.database.read<KeyView & { scopes: string }>(listStatement, [user, tenant], nowhere)
    return rows.map(viewOf)
  }

  /** Revokes a key of this user in that tenant, and says whether there was one. */
  async revoke(id: string, user: string, tenant: string | null): Promise<boolean> {
    const rows = await this.#parts.database.write(revokeStatement, [id, user, tenant], nowhere)
    return rows.length === 1
  }

  /** Every key of the user that was ever used, in whichever tenant, revoked ones too. */
  async idsOf(user: string): Promise<string[]> {
    const rows = await this.#parts.database.write<{ id: string }>(ownStatement, [user], nowhere)
    return rows.map(({ id }) => id)
  }

  /** Revokes the keys of a user in a tenant, of everybody for null, and says which they were. */
  async revokeIn(user: string | null, tenant: string): Promise<string[]> {
    const rows = await this.#parts.database.write<{ id: string }>(revokeInStatement, [user, tenant], nowhere)
    return rows.map(({ id }) => id)
  }

  /** What the maker may do today, undefined when they are gone. */
  async #grantOf({ user, tenant }: Row): Promise<Grant | undefined> {
    const { users, home, tenancy, roles } = this.#parts
    const maker = await home.within(tenant, () => users.byId(user))
    if (maker === undefined) return undefined
    if (tenant === null) return roles.grant(maker.role === null ? [] : [maker.role])
    const standing = await tenancy?.standing(user, tenant)
    return standing && roles.within(standing)
  }
}

function viewOf(row: KeyView & { scopes: string }): KeyView {
  return { ...row, scopes: JSON.parse(row.scopes) as string[] }
}

/** What both lists permit. */
function shared(scopes: readonly string[], held: readonly string[]): string[] {
  const covers = (permissions: readonly string[]) => (each: string) => permits({ permissions }, each)
  return [...new Set([...scopes.filter(covers(held)), ...held.filter(covers(scopes))])]
}

function iso(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
