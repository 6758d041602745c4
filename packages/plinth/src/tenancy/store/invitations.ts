import type { Database, Statement } from '../../data/index.ts'

/** An invitation that is open. */
export interface Invitation {
  readonly email: string
  readonly role: string
}

const putStatement: Statement = {
  name: 'invitation_put',
  text: `insert into plinth.invitations (tenant_id, email, role, invited_by, expires_at)
    values ($1::uuid, $2, $3, $4, now() + make_interval(secs => $5))
    on conflict (tenant_id, (lower(email))) do update set email = excluded.email, role = excluded.role,
      invited_by = excluded.invited_by, expires_at = excluded.expires_at
    returning id::text as id`,
}
const lookStatement: Statement = {
  name: 'invitation_look',
  text: `select email, role from plinth.invitations
    where tenant_id = $1::uuid and id = $2::uuid and expires_at > now()`,
}
const removeStatement: Statement = {
  name: 'invitation_remove',
  text: `delete from plinth.invitations where tenant_id = $1::uuid and id = $2::uuid returning email, role`,
}

const removeForStatement: Statement = {
  name: 'invitation_remove_for',
  text: 'delete from plinth.invitations where tenant_id = $1::uuid and lower(email) = lower($2)',
}

export interface NewInvitation extends Invitation {
  readonly tenant: string
  /** The user who invites. */
  readonly by: string
  /** Seconds that it is open. */
  readonly lifetime: number
}

/** Invites an address, and gives the invitation's id. One that was open already has the new role and time. */
export async function putInvitation(database: Database, invitation: NewInvitation): Promise<string> {
  const { tenant, email, role, by, lifetime } = invitation
  const [row] = await database.write<{ id: string }>(putStatement, [tenant, email, role, by, lifetime], { tenant })
  return (row as { id: string }).id
}

/** The open invitation of that id, undefined for none. */
export async function lookInvitation(database: Database, tenant: string, id: string): Promise<Invitation | undefined> {
  const [row] = await database.write<Invitation>(lookStatement, [tenant, id], { tenant })
  return row
}

/** Withdraws an invitation, or uses it up; undefined where it is gone. Of many at once, one gets it. */
export async function removeInvitation(
  database: Database,
  tenant: string,
  id: string,
): Promise<Invitation | undefined> {
  const [row] = await database.write<Invitation>(removeStatement, [tenant, id], { tenant })
  return row
}

/** Withdraws what was sent to an address. */
export async function removeInvitationTo(database: Database, tenant: string, email: string): Promise<void> {
  await database.write(removeForStatement, [tenant, email], { tenant })
}
