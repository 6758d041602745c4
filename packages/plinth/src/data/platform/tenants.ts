/**
 * Tenants and who belongs to them. Tenants and memberships have no row-level security: they are read to find out which
 * tenant a request has. Roles and invitations belong to a tenant and have it, forced. `changed_at` is when anything
 * that instances remember of a tenant was changed last; `ends_at` is when a tenant that was deleted is over; a `plan` of
 * null, or one that the backend no longer has, is the first one.
 */
export const tenantsSql = `
create table plinth.tenants (
  id uuid primary key default gen_random_uuid(),
  slug text unique,
  name text not null,
  settings jsonb not null default '{}',
  plan text,
  created_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz,
  ends_at timestamptz
);
create index tenants_changed_at on plinth.tenants (changed_at) where changed_at is not null;
create index tenants_ends_at on plinth.tenants (ends_at) where ends_at is not null;

create table plinth.memberships (
  user_id text not null,
  tenant_id uuid not null references plinth.tenants (id) on delete cascade,
  role text not null,
  created_at timestamptz not null default now(),
  primary key (user_id, tenant_id)
);
create index memberships_tenant_id on plinth.memberships (tenant_id, role);

create table plinth.roles (
  tenant_id uuid not null references plinth.tenants (id) on delete cascade,
  name text not null,
  permissions text[] not null,
  primary key (tenant_id, name)
);

create table plinth.invitations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references plinth.tenants (id) on delete cascade,
  email text not null,
  role text not null,
  invited_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create unique index invitations_email on plinth.invitations (tenant_id, lower(email));
create index invitations_expires_at on plinth.invitations (expires_at);

alter table plinth.roles enable row level security, force row level security;
create policy tenant on plinth.roles
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
alter table plinth.invitations enable row level security, force row level security;
create policy tenant on plinth.invitations
  using (tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid));
`
