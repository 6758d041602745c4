import type { Context } from '../context/index.ts'
import type { ColumnModel, TableModel } from '../data/schema/index.ts'
import type { Standing } from '../tenancy/index.ts'
import { castOf } from './accounts/users.ts'
import { mail } from './mails/ask.ts'
import type { Parts } from './operations/parts.ts'
import type { Roles } from './roles.ts'

/** An invitation that somebody presents a ticket of. */
export interface Invited {
  readonly tenant: string
  readonly invitation: string
}

/** What tenants need of the people who sign in: their names, roles, mails and sessions. */
export interface People {
  /** The users table. */
  readonly table: TableModel
  readonly id: ColumnModel
  /** The type that a user's id, which is kept as text, is cast to. */
  readonly cast: string
  /** What people sign in with: `email` or `username`. */
  readonly login: ColumnModel
  /** False where people sign in by name: nobody can be mailed. */
  readonly mailed: boolean
  /** Roles that the code names, with their permissions. */
  readonly roles: Readonly<Record<string, readonly string[]>>
  /** What a role permits. */
  permissionsOf(standing: Standing): readonly string[]
  /** What the user signs in with; undefined for one who is gone or disabled. */
  address(user: string): Promise<string | undefined>
  /** Notes that the user's address is theirs. */
  confirm(user: string): Promise<void>
  /** Mails an invitation after the commit. A stranger's address gets no more than a few. */
  invite(ctx: Context, to: string, invited: Invited): Promise<void>
  /** The invitation of a ticket; `take` uses the ticket up. */
  invited(ticket: string, take?: 'take'): Promise<Invited | undefined>
  /**
   * Ends the sessions and keys of a user in a tenant, of everybody for null. Call it in the transaction that takes the
   * membership: tokens are over when it has committed, in every instance within a second.
   */
  shutOut(user: string | null, tenant: string): Promise<void>
}

/** The people of one backend. */
export function peopleOf(parts: Parts, roles: Roles, named: People['roles']): People {
  const { accounts, users, tickets, delays, sessions, keys, tokens, database } = parts
  return {
    table: accounts.table,
    id: accounts.id,
    cast: castOf(accounts.id),
    login: accounts.login,
    mailed: accounts.ignoresCase,
    roles: named,
    permissionsOf: standing => roles.within(standing).permissions,
    address: async user => ((await users.byId(user)) === undefined ? undefined : users.label(user)),
    confirm: user => users.markVerified(user),
    async invite(ctx, to, { tenant, invitation: id }) {
      const invitation = { id, tenant }
      if (await delays.mayMail(to)) await mail(parts, ctx, { kind: 'invite', user: null, to, invitation })
    },
    async invited(ticket, take) {
      const found = await (take === undefined ? tickets.look('invite', ticket) : tickets.take('invite', ticket))
      const invitation = found?.payload.invitation
      return found?.tenant == null || typeof invitation !== 'string' ? undefined : { tenant: found.tenant, invitation }
    },
    async shutOut(user, tenant) {
      const ended = [...(await sessions.endIn(user, tenant)), ...(await keys.revokeIn(user, tenant))]
      database.afterCommit(() => void tokens.revoke(...ended))
    },
  }
}
