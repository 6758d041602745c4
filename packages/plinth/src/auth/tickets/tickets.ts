import { createHash, randomBytes } from 'node:crypto'
import type { Database, Scope, Statement } from '../../data/index.ts'
import type { Home } from '../accounts/home.ts'

/** What a ticket is good for. One that was made for something else does not exist. */
export type Purpose = 'verify' | 'reset' | 'email' | 'invite' | 'second' | 'login' | 'oidc'

export interface NewTicket {
  readonly purpose: Purpose
  readonly user?: string | null
  readonly tenant?: string | null
  /** Anything that JSON can hold; it is kept as it is, so no secrets. */
  readonly payload?: Readonly<Record<string, unknown>>
  /** Seconds that the ticket is valid. */
  readonly lifetime: number
}

/** A ticket that was presented. */
export interface Ticket {
  readonly user: string | null
  readonly tenant: string | null
  readonly payload: Readonly<Record<string, unknown>>
}

const nowhere: Scope = Object.freeze({ tenant: null })
const shown = 'user_id as "user", tenant_id as tenant, payload::text as payload'
/** Wrong answers that a ticket survives. */
const mostFailures = 5

const issueStatement: Statement = {
  name: 'auth_ticket_issue',
  text: `insert into plinth.tickets (hash, purpose, user_id, tenant_id, payload, expires_at)
    values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
}
// Of many at once, one deletes the row and the others find none.
const takeStatement: Statement = {
  name: 'auth_ticket_take',
  text: `delete from plinth.tickets where hash = $1 and purpose = $2 and expires_at > now()
    and ($3::text is null or tenant_id = $3) returning ${shown}`,
}
const lookStatement: Statement = {
  name: 'auth_ticket_look',
  text: `select ${shown} from plinth.tickets where hash = $1 and purpose = $2 and expires_at > now()
    and ($3::text is null or tenant_id = $3)`,
}
const failStatement: Statement = {
  name: 'auth_ticket_fail',
  text: `update plinth.tickets set failures = failures + 1,
      expires_at = case when failures + 1 >= ${mostFailures} then now() else expires_at end
    where hash = $1 and purpose = $2`,
}
const revokeStatement: Statement = {
  name: 'auth_ticket_revoke',
  text: 'delete from plinth.tickets where user_id = $1 and purpose = $2',
}
const revokeAllStatement: Statement = {
  name: 'auth_ticket_revoke_all',
  text: `delete from plinth.tickets where user_id = $1 and purpose <> 'verify'`,
}
const sweepStatement: Statement = {
  name: 'auth_ticket_sweep',
  text: 'delete from plinth.tickets where expires_at < now()',
}

type Row = Omit<Ticket, 'payload'> & { readonly payload: string }

/** One-time secrets, kept as hashes: 32 random bytes each, bound to a purpose, used once, and over at their time. */
export class Tickets {
  readonly #database: Database
  readonly #home: Home | undefined

  /** Where users have tenants, a ticket is good in the one that it was made in. */
  constructor(database: Database, home?: Home) {
    this.#database = database
    this.#home = home
  }

  /** Makes a ticket and gives its text, which is known to nobody else. Joins the ambient transaction. */
  async issue({ purpose, user = null, tenant = this.#bound(), payload = {}, lifetime }: NewTicket): Promise<string> {
    const text = randomBytes(32).toString('base64url')
    await this.#database.write(issueStatement, [hashOf(text), purpose, user, tenant, payload, lifetime], nowhere)
    return text
  }

  /** Uses a ticket up. Undefined for one that is none, is over, was used, or was made for something else. */
  async take(purpose: Purpose, text: string): Promise<Ticket | undefined> {
    return this.#read(takeStatement, purpose, text)
  }

  /** What a ticket says, without using it up. */
  async look(purpose: Purpose, text: string): Promise<Ticket | undefined> {
    return this.#read(lookStatement, purpose, text)
  }

  /** Counts a wrong answer that came with a ticket: the fifth ends it. */
  async fail(purpose: Purpose, text: string): Promise<void> {
    if (isTicket(text)) await this.#database.write(failStatement, [hashOf(text), purpose], nowhere)
  }

  /** Ends every ticket of a user for this purpose. */
  async revoke(purpose: Purpose, user: string): Promise<void> {
    await this.#database.write(revokeStatement, [user, purpose], nowhere)
  }

  /** Ends every ticket of a user, but for those that only confirm the address that they have. */
  async revokeAll(user: string): Promise<void> {
    await this.#database.write(revokeAllStatement, [user], nowhere)
  }

  /** Deletes what is over. */
  async sweep(): Promise<void> {
    await this.#database.write(sweepStatement, [], nowhere)
  }

  #bound(): string | null {
    return this.#home?.perTenant === true ? this.#home.tenant() : null
  }

  async #read(statement: Statement, purpose: Purpose, text: string): Promise<Ticket | undefined> {
    if (!isTicket(text)) return undefined
    const [row] = await this.#database.write<Row>(statement, [hashOf(text), purpose, this.#bound()], nowhere)
    return row && { ...row, payload: JSON.parse(row.payload) as Ticket['payload'] }
  }
}

const isTicket = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** As PostgreSQL reads `bytea`. */
const hashOf = (text: string): string => `\\x${createHash('sha256').update(text).digest('hex')}`
