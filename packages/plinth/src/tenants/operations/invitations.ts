import { can, signedIn } from '../../access/index.ts'
import { bodyCheck, fieldOf, ruleOf, textRule } from '../../auth/index.ts'
import { notFound } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Answer, Operation } from '../../operations/index.ts'
import { isTenantId, join, lookInvitation, mostTenants, putInvitation, removeInvitation } from '../../tenancy/index.ts'
import { tenantsErrors } from '../errors.ts'
import { pager, paging } from '../page.ts'
import { common, nothing, type Parts, tenantOf, userOf } from '../parts.ts'
import { demandRole } from '../permissions.ts'
import { iso, type Shown, shownSchema, shownSql, text, time } from '../shown.ts'
import { tenantAnswer, tenantReader } from './tenants.ts'

/** Seconds that an invitation is open: 7 days. */
const lifetime = 7 * 86_400

/** People who are asked to join, by mail; nothing where people sign in by name. */
export function invitationOperations(parts: Parts): Operation[] {
  if (!parts.people.mailed || parts.tenancy.config.users === 'perTenant') return []
  return [invite(parts), listInvitations(parts), withdraw(parts), accept(parts)]
}

const shown: Shown = {
  id: { sql: 'i.id::text', schema: text },
  email: { sql: 'i.email', schema: text },
  role: { sql: 'i.role', schema: text },
  createdAt: { sql: iso('i.created_at'), schema: time },
  expiresAt: { sql: iso('i.expires_at'), schema: time },
}

const path = '/tenants/:id/invitations'

function answerOf({ wire }: Parts, kind: Answer['kind']): Answer {
  return { kind, name: 'invitation', plural: 'invitations', schema: shownSchema(shown, wire) }
}

function invite(parts: Parts): Operation {
  const { database, tenancy, people, wire } = parts
  const statement = {
    name: 'tenants_invitation',
    text: `select ${shownSql(shown, wire)}::text as item from plinth.invitations i where i.tenant_id = $1::uuid and i.id = $2::uuid`,
  }
  const fields = [fieldOf('email', ruleOf(people.login), wire), fieldOf('role', textRule(1, 63), wire)]
  return {
    ...common,
    name: 'tenants.invite',
    method: 'POST',
    path,
    summary:
      'Invite an address to the tenant, by mail, for 7 days. Invited again, it has the new role and time. Says nothing of whether there is such an account.',
    body: bodyCheck(fields, wire.extra),
    answer: answerOf(parts, 'item'),
    status: 201,
    allow: can('members:write'),
    limit: 'auth',
    async run(call, ctx) {
      const tenant = tenantOf(call, ctx.actor)
      const { email, role } = call.body as { email: string; role: string }
      const by = ctx.actor.id ?? ''
      const id = await tenancy.changes.run(tenant, async () => {
        await demandRole(parts, ctx.actor, { tenant, role })
        const made = await putInvitation(database, { tenant, email, role, by, lifetime })
        await people.invite(ctx, email, { tenant, invitation: made })
        return made
      })
      ctx.log.info({ by: hashedId(by), tenant }, 'Somebody was invited.')
      const [row] = await database.write<{ item: string }>(statement, [tenant, id], { tenant })
      return { kind: 'json', json: row?.item ?? '{}' }
    },
  }
}

function listInvitations(parts: Parts): Operation {
  const { database, wire } = parts
  const rows = `select to_char(i.created_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || i.id::text as k, ${shownSql(shown, wire)} as item
    from plinth.invitations i where i.tenant_id = $1::uuid and i.expires_at > now()`
  const read = pager(database, { name: 'invitations', rows, values: 1 })
  return {
    ...common,
    name: 'tenants.invitations',
    method: 'GET',
    path,
    summary: 'Show who is invited to the tenant and has not come yet.',
    list: paging,
    answer: answerOf(parts, 'list'),
    status: 200,
    allow: can('members:read'),
    run: async (call, { actor }) => {
      const tenant = tenantOf(call, actor)
      return read({ values: [tenant], list: call.list ?? {}, scope: { tenant } })
    },
  }
}

function withdraw({ database }: Parts): Operation {
  return {
    ...common,
    name: 'tenants.withdrawInvitation',
    method: 'DELETE',
    path: `${path}/:invitation`,
    summary: 'Withdraw an invitation: its link is over.',
    answer: nothing,
    status: 204,
    allow: can('members:write'),
    async run(call, { actor }) {
      const tenant = tenantOf(call, actor)
      const { invitation = '' } = call.params
      const found = isTenantId(invitation) ? await removeInvitation(database, tenant, invitation) : undefined
      if (found === undefined) throw notFound('invitation')
      return { kind: 'nothing' }
    },
  }
}

/** The ticket came by mail: whoever has it reads the address. It must be theirs, so that a forwarded link opens nothing. */
function accept(parts: Parts): Operation {
  const { database, tenancy, people, wire } = parts
  const read = tenantReader(parts)
  return {
    ...common,
    name: 'tenants.acceptInvitation',
    method: 'POST',
    path: '/invitations/accept',
    summary: 'Join a tenant, with the ticket of the mail, signed in with the address that was invited.',
    body: bodyCheck([fieldOf('token', textRule(1, 100), wire)], wire.extra),
    answer: tenantAnswer(parts),
    status: 200,
    allow: signedIn,
    limit: 'auth',
    async run(call, ctx) {
      const user = userOf(ctx)
      const { token } = call.body as { token: string }
      const invited = await people.invited(token)
      if (invited === undefined) throw tenantsErrors.TENANT_INVITATION_OVER()
      const { tenant, invitation } = invited
      tenancy.refuseEnding(tenant)
      await tenancy.changes.run(tenant, async () => {
        // Read before it is used up: the wrong person leaves it good for the right one.
        const open = await lookInvitation(database, tenant, invitation)
        const isTheirs = open !== undefined && sameAddress(open.email, await people.address(user))
        if (!isTheirs || (await people.invited(token, 'take')) === undefined)
          throw tenantsErrors.TENANT_INVITATION_OVER()
        await removeInvitation(database, tenant, invitation)
        if ((await tenancy.standing(user, tenant)) === undefined) await enter(parts, { user, tenant, role: open.role })
        await people.confirm(user)
      })
      ctx.log.info({ user: hashedId(user), tenant }, 'A user joined a tenant.')
      return { kind: 'json', json: (await read(tenant, { user, current: ctx.actor.tenant })) ?? '{}' }
    },
  }
}

interface Entering {
  readonly user: string
  readonly tenant: string
  readonly role: string
}

/** Makes a user a member, under the tenant's lock. */
async function enter({ database, beforeJoin }: Parts, { user, tenant, role }: Entering): Promise<void> {
  await beforeJoin?.(tenant)
  if (!(await join(database, { user, tenant }, role))) throw tenantsErrors.TENANTS_TOO_MANY({ most: mostTenants })
}

function sameAddress(invited: string, own: string | undefined): boolean {
  return own !== undefined && invited.toLowerCase() === own.toLowerCase()
}
