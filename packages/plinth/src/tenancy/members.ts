import type { Database } from '../data/index.ts'
import { tenancyErrors } from './errors.ts'
import { isSlug, isTenantId } from './name.ts'
import type { Tenant } from './settle.ts'

/** A tenant as one of its members sees it. */
export interface Membership extends Tenant {
  readonly role: string | null
}

/** What a membership is worth today. */
export interface Standing {
  readonly role: string
  /** Of a role that the tenant made; null for a role of the code. */
  readonly permissions: readonly string[] | null
}

const createStatement = {
  text: 'insert into plinth.tenants (slug, name) values ($1, $2) returning id::text as id, slug',
}
const addStatement = {
  text: `insert into plinth.memberships (user_id, tenant_id, role) values ($1, $2::uuid, $3)
    on conflict (user_id, tenant_id) do update set role = excluded.role`,
}
const memberships = `select m.tenant_id::text as id, t.slug, m.role
  from plinth.memberships m join plinth.tenants t on t.id = m.tenant_id where m.user_id = $1`
const firstStatement = {
  name: 'membership_first',
  text: `${memberships} order by t.ends_at is not null, t.created_at, t.id limit 1`,
}
const allStatement = {
  name: 'membership_all',
  text: `${memberships} order by t.created_at, t.id limit 1000`,
}
const namedStatement = {
  name: 'membership_named',
  text: `${memberships} and m.tenant_id = $2::uuid`,
}
const sluggedStatement = {
  name: 'membership_slugged',
  text: `${memberships} and t.slug = $2`,
}
const standingStatement = {
  name: 'membership_standing',
  text: `select m.role, to_json(r.permissions)::text as permissions from plinth.memberships m
    left join plinth.roles r on r.tenant_id = m.tenant_id and r.name = m.role
    where m.user_id = $1 and m.tenant_id = $2::uuid`,
}

/** Makes a tenant. The slug is unique; TENANT_SLUG_UNFIT when it does not fit into a host name. */
export async function createTenant(database: Database, input: { slug: string; name: string }): Promise<Tenant> {
  if (!isSlug(input.slug)) throw tenancyErrors.TENANT_SLUG_UNFIT()
  const [tenant] = await database.write<Tenant>(createStatement, [input.slug, input.name], { tenant: null })
  return tenant as Tenant
}

/** Makes a user a member of a tenant with that role, or changes the role of a member. */
export async function addMember(
  database: Database,
  input: { user: string; tenant: string; role: string },
): Promise<void> {
  await database.write(addStatement, [input.user, input.tenant, input.role], { tenant: input.tenant })
}

/** The user's membership in the tenant of that id or slug, null when there is none. */
export async function findMembership(database: Database, user: string, name: string): Promise<Membership | null> {
  const statement = isTenantId(name) ? namedStatement : isSlug(name) ? sluggedStatement : null
  if (statement === null) return null
  const [membership = null] = await database.write<Membership>(statement, [user, name], { tenant: null })
  return membership
}

/** The user's membership in the tenant that was made first, one that ends last; null for a member of none. */
export async function firstMembership(database: Database, user: string): Promise<Membership | null> {
  const [membership = null] = await database.write<Membership>(firstStatement, [user], { tenant: null })
  return membership
}

/** The user's memberships, the tenant that was made first before the others; at most 1,000. */
export async function listMemberships(database: Database, user: string): Promise<Membership[]> {
  return database.write<Membership>(allStatement, [user], { tenant: null })
}

/** What the user may do in that tenant by today's membership, undefined for others than members. */
export async function findStanding(database: Database, user: string, tenant: string): Promise<Standing | undefined> {
  if (!isTenantId(tenant)) return undefined
  const [row] = await database.write<{ role: string; permissions: string | null }>(standingStatement, [user, tenant], {
    tenant,
  })
  return row && { role: row.role, permissions: row.permissions === null ? null : JSON.parse(row.permissions) }
}
