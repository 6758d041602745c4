import { type Actor, can, permits, signedIn } from '../../access/index.ts'
import { bodyCheck, fieldOf, textRule } from '../../auth/index.ts'
import { quoteName } from '../../data/schema/index.ts'
import { forbidden, notFound } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Answer, Operation } from '../../operations/index.ts'
import { giveRole, isHeldOnce, leave, removeInvitationTo } from '../../tenancy/index.ts'
import { tenantsErrors } from '../errors.ts'
import { pager, paging } from '../page.ts'
import { common, nothing, type Parts, tenantOf } from '../parts.ts'
import { demandRole, permissionsOf, refuseExcess } from '../permissions.ts'
import { iso, maybeText, type Shown, shownSchema, shownSql, text, time } from '../shown.ts'

/** Who belongs to a tenant, and as what. */
export function memberOperations(parts: Parts): Operation[] {
  return [listMembers(parts), changeMember(parts), removeMember(parts)]
}

/** Of the users table, no more than a name and what they sign in with. */
function shownOf({ people: { table, login } }: Parts): Shown {
  const name = table.columns.find(({ key, type }) => key === 'name' && type === 'text')
  return {
    user: { sql: 'm.user_id', schema: text },
    [login.key]: { sql: `u.${quoteName(login.name)}`, schema: text },
    ...(name === undefined
      ? {}
      : { name: { sql: `u.${quoteName(name.name)}`, schema: name.notNull ? text : maybeText } }),
    role: { sql: 'm.role', schema: text },
    joinedAt: { sql: iso('m.created_at'), schema: time },
  }
}

function answerOf(parts: Parts, kind: Answer['kind']): Answer {
  return { kind, name: 'member', plural: 'members', schema: shownSchema(shownOf(parts), parts.wire) }
}

/** `select … as item` of the members of tenant `$1`. */
function membersSql(parts: Parts): string {
  const { people, wire } = parts
  return `${shownSql(shownOf(parts), wire)} as item from plinth.memberships m
    join ${quoteName(people.table.name)} u on u.${quoteName(people.id.name)} = m.user_id::${people.cast}
    where m.tenant_id = $1::uuid`
}

function listMembers(parts: Parts): Operation {
  const rows = `select to_char(m.created_at at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || m.user_id as k, ${membersSql(parts)}`
  const read = pager(parts.database, { name: 'members', rows, values: 1 })
  return {
    ...common,
    name: 'tenants.members',
    method: 'GET',
    path: '/tenants/:id/members',
    summary: 'Show who belongs to the tenant, the oldest member first.',
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

function changeMember(parts: Parts): Operation {
  const { database, tenancy, wire } = parts
  const statement = { name: 'tenants_member', text: `select ${membersSql(parts)} and m.user_id = $2` }
  return {
    ...common,
    name: 'tenants.updateMember',
    method: 'PATCH',
    path: '/tenants/:id/members/:user',
    summary: 'Give a member another role, at once. Nobody gives or takes a role that may do more than they may.',
    body: bodyCheck([fieldOf('role', textRule(1, 63), wire)], wire.extra),
    answer: answerOf(parts, 'item'),
    status: 200,
    allow: can('members:write'),
    async run(call, ctx) {
      const tenant = tenantOf(call, ctx.actor)
      const user = call.params.user ?? ''
      const { role } = call.body as { role: string }
      await tenancy.changes.run(tenant, async () => {
        const held = await heldRole(parts, user, tenant)
        await demandOver(parts, ctx.actor, { tenant, role: held })
        await demandRole(parts, ctx.actor, { tenant, role })
        if (role !== held) await refuseLast(parts, tenant, held)
        await giveRole(database, { user, tenant }, role)
      })
      ctx.log.info({ user: hashedId(user), tenant }, 'A member has another role.')
      const [row] = await database.write<{ item: unknown }>(statement, [tenant, user], { tenant })
      return { kind: 'json', json: textOf(row?.item) }
    },
  }
}

/** JSON comes from the database as its text, or read. */
const textOf = (item: unknown): string => (typeof item === 'string' ? item : JSON.stringify(item ?? {}))

function removeMember(parts: Parts): Operation {
  const { database, tenancy, people } = parts
  return {
    ...common,
    name: 'tenants.removeMember',
    method: 'DELETE',
    path: '/tenants/:id/members/:user',
    summary: 'Take a member out of the tenant, or leave it. Their sessions and keys there end within a second.',
    answer: nothing,
    status: 204,
    allow: signedIn,
    async run(call, ctx) {
      const { actor } = ctx
      const tenant = tenantOf(call, actor)
      const user = call.params.user ?? ''
      const isSelf = actor.kind === 'user' && actor.id === user
      if (!isSelf && !permits(actor, 'members:write')) throw forbidden()
      await tenancy.changes.run(tenant, async () => {
        const held = await heldRole(parts, user, tenant)
        if (!isSelf) await demandOver(parts, actor, { tenant, role: held })
        await refuseLast(parts, tenant, held)
        await leave(database, { user, tenant })
        await people.shutOut(user, tenant)
        // Else whoever was invited once more could come back by themselves.
        const address = await people.address(user)
        if (address !== undefined) await removeInvitationTo(database, tenant, address)
      })
      ctx.log.info({ user: hashedId(user), tenant }, 'A member left.')
      return { kind: 'nothing' }
    },
  }
}

/** The role that a member has; others than members do not exist. */
async function heldRole({ tenancy }: Parts, user: string, tenant: string): Promise<string> {
  const standing = await tenancy.standing(user, tenant)
  if (standing === undefined) throw notFound('member')
  return standing.role
}

/** Nobody changes whoever may do more than they may. */
async function demandOver(parts: Parts, actor: Actor, held: { tenant: string; role: string }): Promise<void> {
  refuseExcess(actor, (await permissionsOf(parts, held.tenant, held.role)) ?? [])
}

async function refuseLast({ database, founder }: Parts, tenant: string, held: string): Promise<void> {
  if (held === founder && (await isHeldOnce(database, tenant, founder)))
    throw tenantsErrors.TENANT_LAST_FOUNDER({ role: founder })
}
