import type { Database } from '../../data/index.ts'
import { quoteName } from '../../data/schema/index.ts'
import { PlinthError } from '../../errors/index.ts'
import { authErrors } from '../errors.ts'
import type { Accounts } from './accounts.ts'
import type { Home } from './home.ts'
import { castOf } from './users.ts'
import type { Wire } from './view.ts'

export interface RemovalParts {
  readonly database: Database
  readonly accounts: Accounts
  readonly wire: Wire
  readonly home: Home
}

/**
 * What goes with a user, and what stays of them. Sessions and keys stay as ended ones without a trace of who it was:
 * instances that missed the message look there for what ended.
 */
const ownStatements = [
  'delete from plinth.credentials where user_id = $1',
  'delete from plinth.second_factors where user_id = $1',
  'delete from plinth.tickets where user_id = $1',
  'delete from plinth.memberships where user_id = $1',
  'delete from plinth.identities where user_id = $1',
  `update plinth.api_keys set revoked_at = coalesce(revoked_at, now()), name = '' where user_id = $1`,
  'update plinth.sessions set agent = null, address = null where user_id = $1',
]

/**
 * Deletes a user and all that auth keeps of them; call it in a transaction. Rows whose foreign keys point at the user
 * go, or forget them, as the keys say; where one says `restrict` or nothing, AUTH_IN_USE names its table. Rows that
 * keep the id without a foreign key stay: a subscription to `auth.deleted` is the place to tidy them.
 */
export async function removeUser({ database, accounts, wire, home }: RemovalParts, id: string): Promise<void> {
  for (const text of ownStatements) await database.write({ text }, [id], home.scope())
  const { table, id: key } = accounts
  const text = `delete from ${quoteName(table.name)} where ${quoteName(key.name)} = $1::${castOf(key)}`
  try {
    await database.write({ text }, [id], home.scope())
  } catch (error) {
    const holder = error instanceof PlinthError && error.code === 'CONFLICT' ? tableOf(error.cause) : undefined
    throw holder === undefined ? error : authErrors.AUTH_IN_USE({ table: wire.name(holder) }, { cause: error })
  }
}

/** PostgreSQL names the table that points here. */
function tableOf(cause: unknown): string | undefined {
  const table = (cause as { readonly table?: unknown } | undefined)?.table
  return typeof table === 'string' ? table : undefined
}
