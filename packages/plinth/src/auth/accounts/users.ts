import type { Database, Scope, Statement } from '../../data/index.ts'
import { type ColumnModel, quoteName } from '../../data/schema/index.ts'
import { type FieldProblem, PlinthError } from '../../errors/index.ts'
import { authErrors } from '../errors.ts'
import type { Accounts } from './accounts.ts'
import type { Body } from './body.ts'
import type { Home } from './home.ts'
import { View, type Wire } from './view.ts'

/** A user as the other parts of auth need one. `view` is what the user sees, in wire names. */
export interface User {
  readonly id: string
  readonly role: string | null
  readonly view: Readonly<Record<string, unknown>>
  /** When the password was set that they gave, where they gave one. */
  readonly changed?: string | null
}

/** What a login is checked against. */
export interface Candidate extends User {
  readonly hash: string | null
  /** What they sign in with, as it is kept. */
  readonly login: string
  readonly disabled: boolean
  readonly verified: boolean
  readonly changed: string | null
}

interface CandidateRow extends Row {
  readonly hash: string | null
  readonly login: string
  readonly disabled: boolean
  readonly verified: boolean
  readonly changed: string | null
}

interface Row extends Body {
  readonly id: string
  readonly role: string | null
}

export interface UsersParts {
  readonly accounts: Accounts
  readonly database: Database
  readonly wire: Wire
  /** The tenant that users are read and written in. */
  readonly home: Home
  /** Told of a new user, in the transaction that made them. */
  readonly made?: ((user: User) => Promise<void>) | undefined
}

const nowhere: Scope = Object.freeze({ tenant: null })

const keepHash: Statement = {
  name: 'auth_hash_keep',
  text: `insert into plinth.credentials (user_id, password_hash) values ($1, $2)
    on conflict (user_id) do update set password_hash = excluded.password_hash, changed_at = now()`,
}
const hashOf: Statement = {
  name: 'auth_hash_of',
  text: 'select password_hash as hash from plinth.credentials where user_id = $1',
}
const markVerified: Statement = {
  name: 'auth_mark_verified',
  text: `insert into plinth.credentials (user_id, verified_at) values ($1, now())
    on conflict (user_id) do update set verified_at = coalesce(credentials.verified_at, now())`,
}
const unverify: Statement = {
  name: 'auth_unverify',
  text: 'update plinth.credentials set verified_at = null where user_id = $1',
}
const disableUser: Statement = {
  name: 'auth_disable',
  text: `insert into plinth.credentials (user_id, disabled_at) values ($1, case when $2 then now() end)
    on conflict (user_id) do update set disabled_at = excluded.disabled_at`,
}
const replaceHash: Statement = {
  name: 'auth_hash_replace',
  text: 'update plinth.credentials set password_hash = $3 where user_id = $1 and password_hash = $2',
}

/** The users table and the hashes beside it. */
export class Users {
  readonly #parts: UsersParts
  readonly #table: string
  readonly #columns: string
  readonly #view: View
  readonly #byId: Statement
  readonly #byLogin: Statement
  readonly #lock: Statement
  readonly #stands: Statement

  constructor(parts: UsersParts) {
    const { table, id, role, login, ignoresCase, shown } = parts.accounts
    this.#parts = parts
    this.#table = quoteName(table.name)
    const roleText = role?.sql('u') ?? 'null::text'
    this.#view = new View(shown, parts.wire)
    this.#columns = `u.${quoteName(id.name)}::text as id, ${roleText} as role, ${this.#view.sql('u')}`
    this.#byId = {
      name: 'auth_user_by_id',
      text: `select ${this.#columns} from ${this.#table} u where u.${quoteName(id.name)} = $1::${castOf(id)} and not exists
        (select from plinth.credentials c where c.user_id = $2 and c.disabled_at is not null)`,
    }
    const value = `u.${quoteName(login.name)}`
    const match = ignoresCase ? `lower(${value}) = lower($1)` : `${value} = $1`
    // Rows that differ in case only may come from elsewhere: the exact one is meant.
    this.#byLogin = {
      name: 'auth_user_by_login',
      text: `select ${this.#columns}, c.password_hash as hash, ${value}::text as login,
          c.disabled_at is not null as disabled, c.verified_at is not null as verified,
          extract(epoch from c.changed_at)::text as changed from ${this.#table} u
        left join plinth.credentials c on c.user_id = u.${quoteName(id.name)}::text
        where ${match} order by ${value} = $1 desc, u.${quoteName(id.name)} limit 1`,
    }
    this.#stands = {
      name: 'auth_user_stands',
      text: `select from ${this.#table} u left join plinth.credentials c on c.user_id = $2
        where u.${quoteName(id.name)} = $1::${castOf(id)} and c.disabled_at is null
          and ($3::text is null or extract(epoch from c.changed_at)::text = $3)`,
    }
    this.#lock = {
      name: 'auth_login_lock',
      text: `select pg_advisory_xact_lock(hashtextextended('plinth.login:' || lower($1), 0))`,
    }
  }

  /** The user of that id; undefined for one who is disabled too. */
  async byId(id: string): Promise<User | undefined> {
    const [row] = await this.#parts.database.read<Row>(this.#byId, [id, id], this.#parts.home.scope())
    return row && this.#user(row)
  }

  /** The user who signs in with that e-mail, case ignored, or that name. */
  async byLogin(login: string): Promise<Candidate | undefined> {
    const [row] = await this.#parts.database.write<CandidateRow>(this.#byLogin, [login], this.#parts.home.scope())
    if (row === undefined) return undefined
    const { hash, login: kept, disabled, verified, changed } = row
    return { ...this.#user(row), hash, login: kept, disabled, verified, changed }
  }

  /**
   * Inserts a user with a hash, or without a password; AUTH_TAKEN names the fields that somebody has already. `input`
   * has plain names.
   * Two inserts of one e-mail in another case cannot pass each other: a lock on its lower case makes them queue.
   */
  async insert(input: Body, hash: string | null): Promise<User> {
    const values = { ...this.#defaults(input), ...input }
    return this.#guarded(values, null, async () => {
      const columns = this.#named(values)
      const stamps = this.#parts.accounts.table.columns.filter(
        column => (column.role === 'createdAt' || column.role === 'updatedAt') && !columns.includes(column),
      )
      const names = [...columns, ...stamps].map(column => quoteName(column.name)).join(', ')
      const picked = [...columns.map(column => `r.${quoteName(column.name)}`), ...stamps.map(() => 'n.now')].join(', ')
      // People who are made in one transaction, by a seed, are made one after the other.
      const text = `insert into ${this.#table} as u (${names})
        select ${picked} from jsonb_populate_record(null::${this.#table}, $1::jsonb) r,
          clock_timestamp() as n(now) returning ${this.#columns}`
      const user = await this.#one({ text }, [this.#json(values)])
      if (hash !== null) await this.keepHash(user.id, hash)
      await this.#parts.made?.(user)
      return user
    })
  }

  /** Changes columns of a user; the others stay. */
  async update(id: string, input: Body): Promise<User> {
    const key = this.#parts.accounts.id
    return this.#guarded(input, id, async () => {
      const changes = this.#named(input).map(({ name }) => `${quoteName(name)} = r.${quoteName(name)}`)
      const text = `update ${this.#table} u set ${changes.join(', ')}
        from jsonb_populate_record(null::${this.#table}, $2::jsonb) r
        where u.${quoteName(key.name)} = $1::${castOf(key)} returning ${this.#columns}`
      return this.#one({ text }, [id, this.#json(input)])
    })
  }

  /** The hash of the user's password; null for one who has none. */
  async hash(id: string): Promise<string | null> {
    const [row] = await this.#parts.database.write<{ hash: string | null }>(hashOf, [id], this.#parts.home.scope())
    return row?.hash ?? null
  }

  /** What the user signs in with, as they see it. */
  async label(id: string): Promise<string> {
    const { accounts, wire } = this.#parts
    const user = await this.byId(id)
    return String(user?.view[wire.name(accounts.login.key)] ?? id)
  }

  /** True while the user is there, not disabled, and the password that they gave is theirs. */
  async stands({ id, changed = null }: User): Promise<boolean> {
    const rows = await this.#parts.database.write(this.#stands, [id, id, changed], this.#parts.home.scope())
    return rows.length === 1
  }

  /** Notes that nobody has shown yet that the user's address is theirs. */
  async unverify(id: string): Promise<void> {
    await this.#parts.database.write(unverify, [id], this.#parts.home.scope())
  }

  /** Notes that the user's address is theirs. */
  async markVerified(id: string): Promise<void> {
    await this.#parts.database.write(markVerified, [id], this.#parts.home.scope())
  }

  /** Shuts a user out, or lets them in again. Their sessions are the caller's to end. */
  async disable(id: string, disabled: boolean): Promise<void> {
    await this.#parts.database.write(disableUser, [id, disabled], nowhere)
  }

  /** Sets the user's password. */
  async keepHash(id: string, hash: string): Promise<void> {
    await this.#parts.database.write(keepHash, [id, hash], this.#parts.home.scope())
  }

  /** Replaces a hash by a better one of the same password, unless it was changed meanwhile. */
  async replaceHash(id: string, old: string, hash: string): Promise<void> {
    await this.#parts.database.write(replaceHash, [id, old, hash], this.#parts.home.scope())
  }

  /** Runs a write under the lock of its e-mail, and turns what is taken into AUTH_TAKEN with every field's name. */
  async #guarded(values: Body, self: string | null, work: () => Promise<User>): Promise<User> {
    const { database, accounts } = this.#parts
    const login = values[accounts.login.key]
    try {
      return await database.transaction(this.#parts.home.scope(), async () => {
        if (typeof login === 'string') {
          await database.write(this.#lock, [login], this.#parts.home.scope())
          await this.#refuseTaken(values, self)
        }
        return work()
      })
    } catch (error) {
      if (error instanceof PlinthError && error.code === 'CONFLICT') await this.#refuseTaken(values, self)
      throw error
    }
  }

  async #refuseTaken(values: Body, self: string | null): Promise<void> {
    const columns = this.#named(values).filter(column => column.unique && values[column.key] !== null)
    if (columns.length === 0) return
    const text = `select ${columns.map(column => this.#isTaken(column)).join(', ')}
      from jsonb_populate_record(null::${this.#table}, $2::jsonb) r`
    const [found = {}] = await this.#parts.database.write<Body>(
      { text },
      [self, this.#json(values)],
      this.#parts.home.scope(),
    )
    const problems = columns.filter(column => found[column.name] === true).map(column => this.#taken(column))
    if (problems.length > 0) throw authErrors.AUTH_TAKEN(problems)
  }

  #isTaken(column: ColumnModel): string {
    const { id, login, ignoresCase } = this.#parts.accounts
    const name = quoteName(column.name)
    const equal = column === login && ignoresCase ? `lower(u.${name}) = lower(r.${name})` : `u.${name} = r.${name}`
    return `exists (select from ${this.#table} u where ${equal}
      and u.${quoteName(id.name)}::text is distinct from $1::text) as ${name}`
  }

  #taken(column: ColumnModel): FieldProblem {
    return { field: this.#parts.wire.name(column.key), message: 'Somebody else has this already.' }
  }

  #named(values: Body): ColumnModel[] {
    return this.#parts.accounts.table.columns.filter(column => values[column.key] !== undefined)
  }

  /** What the schema makes in JavaScript when a value is left out. */
  #defaults(input: Body): Body {
    const made = this.#parts.accounts.table.columns.filter(
      column => column.makeDefault !== undefined && input[column.key] === undefined,
    )
    return Object.fromEntries(made.map(column => [column.key, column.makeDefault?.()]))
  }

  /** One JSON text carries every value: PostgreSQL turns each into its column's type. */
  #json(values: Body): string {
    const named = this.#named(values).map(column => [column.name, values[column.key]])
    return JSON.stringify(Object.fromEntries(named), (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    )
  }

  async #one(statement: Statement, values: readonly unknown[]): Promise<User> {
    const [row] = await this.#parts.database.write<Row>(statement, values, this.#parts.home.scope())
    if (row === undefined) throw authErrors.AUTH_TOKEN_INVALID()
    return this.#user(row)
  }

  #user(row: Row): User {
    return { id: row.id, role: row.role, view: this.#view.print(row) }
  }
}

/** The type that a key of that column is cast to: counting columns count in another one. */
export function castOf({ sqlType }: ColumnModel): string {
  return sqlType
    .replace('bigserial', 'bigint')
    .replace('smallserial', 'smallint')
    .replace(/^serial$/, 'integer')
}
