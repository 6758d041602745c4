import type { Database, Statement } from '../../data/index.ts'
import type { Tenant } from '../settle.ts'

const insertStatement: Statement = {
  name: 'tenant_insert',
  text: `insert into plinth.tenants (slug, name) values ($1, $2) on conflict (slug) do nothing
    returning id::text as id, slug`,
}
const updateStatement: Statement = {
  name: 'tenant_update',
  text: `update plinth.tenants set name = coalesce($2, name), slug = coalesce($3, slug)
    where id = $1::uuid and not exists (select from plinth.tenants o where o.slug = $3 and o.id <> $1::uuid) returning id`,
}
const settingsStatement: Statement = {
  name: 'tenant_settings',
  text: 'select settings::text as settings from plinth.tenants where id = $1::uuid',
}
const setStatement: Statement = {
  name: 'tenant_set',
  text: 'update plinth.tenants set settings = $2::jsonb where id = $1::uuid',
}
const slugStatement: Statement = {
  name: 'tenant_slug',
  text: 'select slug from plinth.tenants where id = $1::uuid',
}
const endStatement: Statement = {
  name: 'tenant_end',
  text: `update plinth.tenants set ends_at = coalesce(ends_at, now() + make_interval(secs => $2)) where id = $1::uuid`,
}
const restoreStatement: Statement = {
  name: 'tenant_restore',
  text: `update plinth.tenants set ends_at = null where id = $1::uuid and ends_at > now() returning id`,
}
const overStatement: Statement = {
  name: 'tenants_over',
  text: 'select id::text as id from plinth.tenants where ends_at <= now() order by ends_at limit 100',
}

/** Makes a tenant; undefined when another has the slug. */
export async function insertTenant(database: Database, slug: string, name: string): Promise<Tenant | undefined> {
  const [tenant] = await database.write<Tenant>(insertStatement, [slug, name], { tenant: null })
  return tenant
}

/** Changes name and slug, null for what stays; false when another tenant has the slug. */
export async function updateTenant(
  database: Database,
  tenant: string,
  { name, slug }: { readonly name: string | null; readonly slug: string | null },
): Promise<boolean> {
  return (await database.write(updateStatement, [tenant, name, slug], { tenant })).length === 1
}

/** The slug of a tenant, null for one that has none. */
export async function slugOf(database: Database, tenant: string): Promise<string | null> {
  const [row] = await database.write<{ slug: string | null }>(slugStatement, [tenant], { tenant })
  return row?.slug ?? null
}

/** What a tenant has set, as it was written. */
export async function readSettings(database: Database, tenant: string): Promise<unknown> {
  const [row] = await database.write<{ settings: string }>(settingsStatement, [tenant], { tenant })
  return row === undefined ? {} : JSON.parse(row.settings)
}

/** Replaces what a tenant has set. */
export async function writeSettings(database: Database, tenant: string, settings: unknown): Promise<void> {
  await database.write(setStatement, [tenant, JSON.stringify(settings)], { tenant })
}

/** Lets a tenant end in so many seconds; one that ends already keeps its time. */
export async function endTenant(database: Database, tenant: string, seconds: number): Promise<void> {
  await database.write(endStatement, [tenant, seconds], { tenant })
}

/** Lets a tenant stay that was to end; false for one that is over, or was not to end. */
export async function restoreTenant(database: Database, tenant: string): Promise<boolean> {
  return (await database.write(restoreStatement, [tenant], { tenant })).length === 1
}

/** Tenants whose time is over, at most 100. */
export async function tenantsOver(database: Database): Promise<string[]> {
  const rows = await database.write<{ id: string }>(overStatement, [], { tenant: null })
  return rows.map(({ id }) => id)
}
