import type { Database, Scope, Statement } from '../../data/index.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { User, Users } from '../accounts/users.ts'
import { authErrors } from '../errors.ts'

/** What somebody else vouches for. */
export interface Assertion {
  readonly issuer: string
  readonly subject: string
  readonly email?: unknown
  readonly emailVerified?: unknown
  readonly name?: unknown
}

export interface Trust {
  /** An account with this address is theirs too, where the issuer has verified it. */
  readonly linkByEmail: boolean
  /** Makes an account for somebody new. */
  readonly create: boolean
}

const nowhere: Scope = Object.freeze({ tenant: null })
const findStatement: Statement = {
  name: 'auth_identity_find',
  text: 'select user_id as "user" from plinth.identities where issuer = $1 and subject = $2',
}
const linkStatement: Statement = {
  name: 'auth_identity_link',
  text: 'insert into plinth.identities (issuer, subject, user_id) values ($1, $2, $3) on conflict do nothing',
}
const lockStatement: Statement = { text: `select pg_advisory_xact_lock(hashtextextended($1, 1))` }

/** Joins people who are known elsewhere to their accounts here. */
export class Identities {
  readonly #parts: { readonly database: Database; readonly users: Users; readonly accounts: Accounts }

  constructor(parts: { readonly database: Database; readonly users: Users; readonly accounts: Accounts }) {
    this.#parts = parts
  }

  /**
   * The account of an assertion: the one that it was joined to before. Else the one with its address, where the issuer
   * verified it and is trusted for that; else a new one. An address that was not verified proves nothing, so whoever
   * registers with another's address elsewhere gets nowhere here. AUTH_IDENTITY_REFUSED, AUTH_TAKEN.
   */
  async settle(assertion: Assertion, trust: Trust): Promise<User> {
    const known = await this.#find(assertion)
    if (known !== undefined) return known
    const { database, users } = this.#parts
    return database.transaction(nowhere, async () => {
      await database.write(lockStatement, [`${assertion.issuer} ${assertion.subject}`], nowhere)
      const user = (await this.#find(assertion)) ?? (await this.#join(assertion, trust))
      await database.write(linkStatement, [assertion.issuer, assertion.subject, user.id], nowhere)
      await users.markVerified(user.id)
      return user
    })
  }

  async #find({ issuer, subject }: Assertion): Promise<User | undefined> {
    const { database, users } = this.#parts
    const [row] = await database.write<{ user: string }>(findStatement, [issuer, subject], nowhere)
    if (row === undefined) return undefined
    const user = await users.byId(row.user)
    if (user === undefined) throw authErrors.AUTH_IDENTITY_REFUSED()
    return user
  }

  async #join({ email, emailVerified, name }: Assertion, { linkByEmail, create }: Trust): Promise<User> {
    const { users, accounts } = this.#parts
    if (typeof email !== 'string' || emailVerified !== true || accounts.login.key !== 'email') {
      throw authErrors.AUTH_IDENTITY_REFUSED()
    }
    const present = await users.byLogin(email)
    if (present !== undefined && linkByEmail && !present.disabled) return present
    if (present !== undefined || !create) throw authErrors.AUTH_IDENTITY_REFUSED()
    const named = accounts.writable.some(column => column.key === 'name') && typeof name === 'string' ? { name } : {}
    return users.insert({ email, ...named }, null)
  }
}
