/**
 * Tenants and who belongs to them. No row-level security: they are read to find out which tenant a request has.
 */
export const tenantsSql = `
create table plinth.tenants (
  id uuid primary key default gen_random_uuid(),
  slug text unique,
  name text not null,
  created_at timestamptz not null default now()
);

create table plinth.memberships (
  user_id text not null,
  tenant_id uuid not null references plinth.tenants (id) on delete cascade,
  role text not null,
  primary key (user_id, tenant_id)
);
create index memberships_tenant_id on plinth.memberships (tenant_id);
`
