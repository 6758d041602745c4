import { can } from '../../access/index.ts'
import { bodyCheck, fieldOf, type Rule } from '../../auth/index.ts'
import type { Context } from '../../context/index.ts'
import { invalid, notFound } from '../../errors/index.ts'
import type { Answer, Call, JsonSchema, Operation } from '../../operations/index.ts'
import { addRole, changeRole, findRole, isRoleUsed, mostRoles, removeRole } from '../../tenancy/index.ts'
import { tenantsErrors } from '../errors.ts'
import { pager, paging } from '../page.ts'
import { common, nothing, type Parts, tenantOf } from '../parts.ts'
import { asked, KnownPermissions, refuseExcess } from '../permissions.ts'
import { type Shown, shownSchema, shownSql, text } from '../shown.ts'

/** Roles that a tenant makes for itself. */
export function roleOperations(parts: Parts): Operation[] {
  const known = knownOf(parts)
  return [listRoles(parts), createRole(parts, known), changeOperation(parts, known), deleteRole(parts)]
}

/** What policies ask for, and what the roles of the code name; read when it is first asked. */
function knownOf({ policies, people }: Parts): () => KnownPermissions {
  let known: KnownPermissions | undefined
  return () => (known ??= new KnownPermissions([...policies().flatMap(asked), ...Object.values(people.roles).flat()]))
}

const path = '/tenants/:id/roles'
const mostPermissions = 100

const shown: Shown = {
  name: { sql: 'r.name', schema: text },
  permissions: { sql: 'to_json(r.permissions)', schema: { type: 'array', items: text } },
  // Roles of the code stand in the list too: they can be given, and not be changed.
  custom: { sql: 'r.custom', schema: { type: 'boolean' } },
}

function answerOf({ wire }: Parts, kind: Answer['kind']): Answer {
  return { kind, name: 'role', plural: 'roles', schema: shownSchema(shown, wire) }
}

const nameForm = '^[A-Za-z][\\w-]{0,62}$'
const nameRule: Rule = {
  schema: { type: 'string', pattern: nameForm },
  problem: value =>
    typeof value === 'string' && new RegExp(nameForm).test(value)
      ? undefined
      : 'Must be 1 to 63 letters, digits, hyphens and underscores, a letter first.',
}

const permissionForm = '^(?:\\*|(?:\\*|[\\w-]{1,60}):(?:\\*|[\\w-]{1,60}))$'
const permissionsSchema: JsonSchema = {
  type: 'array',
  items: { type: 'string', pattern: permissionForm },
  maxItems: mostPermissions,
}
const permissionsRule: Rule = {
  schema: permissionsSchema,
  problem(value) {
    const form = new RegExp(permissionForm)
    const fits = Array.isArray(value) && value.length <= mostPermissions
    if (fits && value.every(each => typeof each === 'string' && form.test(each))) return undefined
    return `Must be at most ${mostPermissions} permissions such as orders:read or orders:*.`
  },
}

function listRoles(parts: Parts): Operation {
  const { database, people, wire } = parts
  const rows = `select (not r.custom)::int::text || r.name as k, ${shownSql(shown, wire)} as item from (
      select name, permissions, true as custom from plinth.roles where tenant_id = $1::uuid
      union all select name, array(select jsonb_array_elements_text(permissions)), false
        from jsonb_to_recordset($2::jsonb) as code (name text, permissions jsonb)) r`
  const read = pager(database, { name: 'roles', rows, values: 2 })
  const code = JSON.stringify(Object.entries(people.roles).map(([name, permissions]) => ({ name, permissions })))
  return {
    ...common,
    name: 'tenants.roles',
    method: 'GET',
    path,
    summary: 'Show the roles that can be given in the tenant: its own, then those of the code.',
    list: paging,
    answer: answerOf(parts, 'list'),
    status: 200,
    allow: can('members:read'),
    run: async (call, { actor }) => {
      const tenant = tenantOf(call, actor)
      return read({ values: [tenant, code], list: call.list ?? {}, scope: { tenant } })
    },
  }
}

interface RoleBody {
  readonly name: string
  readonly permissions: string[]
}

function createRole(parts: Parts, known: () => KnownPermissions): Operation {
  const { database, tenancy, people, wire } = parts
  return {
    ...common,
    name: 'tenants.createRole',
    method: 'POST',
    path,
    summary: 'Make a role for the tenant, of permissions that its maker has.',
    body: bodyCheck([fieldOf('name', nameRule, wire), fieldOf('permissions', permissionsRule, wire)], wire.extra),
    answer: answerOf(parts, 'item'),
    status: 201,
    allow: can('roles:write'),
    async run(call, ctx) {
      const tenant = tenantOf(call, ctx.actor)
      const { name, permissions } = call.body as RoleBody
      demandPermissions(parts, ctx, { permissions, known: known() })
      await tenancy.changes.run(tenant, async () => {
        const isTaken = Object.hasOwn(people.roles, name) || (await findRole(database, { tenant, name })) !== undefined
        if (isTaken) throw tenantsErrors.TENANT_ROLE_TAKEN()
        if (!(await addRole(database, { tenant, name }, permissions)))
          throw tenantsErrors.TENANT_ROLES_TOO_MANY({ most: mostRoles })
      })
      return { kind: 'value', value: shownAs(parts, { name, permissions }) }
    },
  }
}

function changeOperation(parts: Parts, known: () => KnownPermissions): Operation {
  const { database, tenancy, wire } = parts
  return {
    ...common,
    name: 'tenants.updateRole',
    method: 'PUT',
    path: `${path}/:role`,
    summary: 'Change what a role of the tenant permits. Whoever has it, has the new rights within a second.',
    body: bodyCheck([fieldOf('permissions', permissionsRule, wire)], wire.extra),
    answer: answerOf(parts, 'item'),
    status: 200,
    allow: can('roles:write'),
    async run(call, ctx) {
      const tenant = tenantOf(call, ctx.actor)
      const { role: name = '' } = call.params
      const { permissions } = call.body as RoleBody
      demandPermissions(parts, ctx, { permissions, known: known() })
      await tenancy.changes.run(tenant, async () => {
        refuseExcess(ctx.actor, await ownRole(parts, call, tenant))
        await changeRole(database, { tenant, name }, permissions)
      })
      return { kind: 'value', value: shownAs(parts, { name, permissions }) }
    },
  }
}

function deleteRole(parts: Parts): Operation {
  const { database, tenancy } = parts
  return {
    ...common,
    name: 'tenants.deleteRole',
    method: 'DELETE',
    path: `${path}/:role`,
    summary: 'Delete a role of the tenant that nobody has.',
    answer: nothing,
    status: 204,
    allow: can('roles:write'),
    async run(call, { actor }) {
      const tenant = tenantOf(call, actor)
      const { role: name = '' } = call.params
      await tenancy.changes.run(tenant, async () => {
        refuseExcess(actor, await ownRole(parts, call, tenant))
        if (await isRoleUsed(database, { tenant, name })) throw tenantsErrors.TENANT_ROLE_IN_USE()
        await removeRole(database, { tenant, name })
      })
      return { kind: 'nothing' }
    },
  }
}

/** What a role of the tenant permits; those of the code are not the tenant's to change. */
async function ownRole({ database, people }: Parts, { params }: Call, tenant: string): Promise<string[]> {
  const { role: name = '' } = params
  if (Object.hasOwn(people.roles, name)) throw tenantsErrors.TENANT_ROLE_TAKEN()
  const permissions = await findRole(database, { tenant, name })
  if (permissions === undefined) throw notFound('role')
  return permissions
}

interface Demanded {
  readonly permissions: readonly string[]
  readonly known: KnownPermissions
}

function demandPermissions({ wire }: Parts, { actor }: Context, { permissions, known }: Demanded): void {
  const odd = permissions.filter(each => !known.has(each)).slice(0, 20)
  const field = wire.name('permissions')
  if (odd.length > 0) throw invalid(odd.map(each => ({ field, message: `Nothing here asks for ${each}.` })))
  refuseExcess(actor, permissions)
}

function shownAs({ wire }: Parts, { name, permissions }: RoleBody): Record<string, unknown> {
  return { [wire.name('name')]: name, [wire.name('permissions')]: permissions, [wire.name('custom')]: true }
}
