import type { Database, Statement } from '../../data/index.ts'

/** Roles that one tenant may make. */
export const mostRoles = 100

const findStatement: Statement = {
  name: 'role_find',
  text: 'select to_json(permissions)::text as permissions from plinth.roles where tenant_id = $1::uuid and name = $2',
}
const addStatement: Statement = {
  name: 'role_add',
  text: `insert into plinth.roles (tenant_id, name, permissions)
    select $1::uuid, $2, $3 where (select count(*) from plinth.roles where tenant_id = $1::uuid) < ${mostRoles}
    on conflict (tenant_id, name) do nothing returning name`,
}
const changeStatement: Statement = {
  name: 'role_change',
  text: 'update plinth.roles set permissions = $3 where tenant_id = $1::uuid and name = $2',
}
const removeStatement: Statement = {
  name: 'role_remove',
  text: 'delete from plinth.roles where tenant_id = $1::uuid and name = $2',
}
const usedStatement: Statement = {
  name: 'role_used',
  text: `select 1 from plinth.memberships where tenant_id = $1::uuid and role = $2
    union all select 1 from plinth.invitations where tenant_id = $1::uuid and role = $2 and expires_at > now() limit 1`,
}

interface Named {
  readonly tenant: string
  readonly name: string
}

/** What a role that the tenant made permits; undefined where it made none of that name. */
export async function findRole(database: Database, { tenant, name }: Named): Promise<string[] | undefined> {
  const [row] = await database.write<{ permissions: string }>(findStatement, [tenant, name], { tenant })
  return row && (JSON.parse(row.permissions) as string[])
}

/** Makes a role; false where the tenant has one of that name, or 100. */
export async function addRole(database: Database, { tenant, name }: Named, permissions: string[]): Promise<boolean> {
  return (await database.write(addStatement, [tenant, name, permissions], { tenant })).length === 1
}

/** Changes what a role permits. */
export async function changeRole(database: Database, { tenant, name }: Named, permissions: string[]): Promise<void> {
  await database.write(changeStatement, [tenant, name, permissions], { tenant })
}

/** Removes a role. */
export async function removeRole(database: Database, { tenant, name }: Named): Promise<void> {
  await database.write(removeStatement, [tenant, name], { tenant })
}

/** True for a role that a member has, or that somebody is invited to. Ask under the tenant's lock. */
export async function isRoleUsed(database: Database, { tenant, name }: Named): Promise<boolean> {
  return (await database.write(usedStatement, [tenant, name], { tenant })).length === 1
}
