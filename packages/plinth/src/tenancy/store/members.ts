import type { Database, Statement } from '../../data/index.ts'

/** Tenants that one user may belong to. */
export const mostTenants = 100

const joinStatement: Statement = {
  name: 'member_join',
  text: `insert into plinth.memberships (user_id, tenant_id, role)
    select $1, $2::uuid, $3 where (select count(*) from plinth.memberships where user_id = $1) < ${mostTenants}
    on conflict (user_id, tenant_id) do nothing returning role`,
}
const giveStatement: Statement = {
  name: 'member_give',
  text: 'update plinth.memberships set role = $3 where user_id = $1 and tenant_id = $2::uuid',
}
const leaveStatement: Statement = {
  name: 'member_leave',
  text: 'delete from plinth.memberships where user_id = $1 and tenant_id = $2::uuid',
}
const leaveAllStatement: Statement = {
  name: 'member_leave_all',
  text: 'delete from plinth.memberships where tenant_id = $1::uuid',
}
const holdersStatement: Statement = {
  name: 'member_holders',
  text: 'select 1 from plinth.memberships where tenant_id = $1::uuid and role = $2 limit 2',
}

interface Member {
  readonly user: string
  readonly tenant: string
}

/** Makes a user a member; false for one who is, or who belongs to 100 tenants already. */
export async function join(database: Database, { user, tenant }: Member, role: string): Promise<boolean> {
  return (await database.write(joinStatement, [user, tenant, role], { tenant })).length === 1
}

/** Gives a member another role. */
export async function giveRole(database: Database, { user, tenant }: Member, role: string): Promise<void> {
  await database.write(giveStatement, [user, tenant, role], { tenant })
}

/** Takes a membership. */
export async function leave(database: Database, { user, tenant }: Member): Promise<void> {
  await database.write(leaveStatement, [user, tenant], { tenant })
}

/** Takes every membership of a tenant. */
export async function leaveAll(database: Database, tenant: string): Promise<void> {
  await database.write(leaveAllStatement, [tenant], { tenant })
}

/** True where one member alone has this role. Ask under the tenant's lock. */
export async function isHeldOnce(database: Database, tenant: string, role: string): Promise<boolean> {
  return (await database.write(holdersStatement, [tenant, role], { tenant })).length === 1
}
