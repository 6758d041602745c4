/**
 * Domains of tenants. One leads to its tenant once it is verified; two tenants may claim one, and one can have it. No
 * row-level security: read to find out which tenant a request has.
 */
export const domainsSql = `
create table plinth.domains (
  tenant_id uuid not null references plinth.tenants (id) on delete cascade,
  domain text not null,
  token text not null,
  created_at timestamptz not null default now(),
  verified_at timestamptz,
  primary key (tenant_id, domain)
);
create unique index domains_verified on plinth.domains (domain) where verified_at is not null;
`
