/**
 * Answers kept for a repeated `Idempotency-Key`, 24 hours. A statement sees those of its own tenant, and expired ones
 * of all, which is what the sweep deletes.
 */
export const idempotencySql = `
create table plinth.idempotency (
  key text not null,
  actor text not null,
  route text not null,
  tenant_id text default nullif(current_setting('app.tenant_id', true), ''),
  fingerprint bytea not null,
  status integer,
  body text,
  version text,
  location text,
  created_at timestamptz not null default now(),
  primary key (actor, route, key)
);
create index idempotency_created_at on plinth.idempotency (created_at);

alter table plinth.idempotency enable row level security, force row level security;
create policy tenant on plinth.idempotency
  using (tenant_id is not distinct from (select nullif(current_setting('app.tenant_id', true), '')));
create policy expired on plinth.idempotency for select using (created_at < now() - interval '24 hours');
create policy swept on plinth.idempotency for delete using (created_at < now() - interval '24 hours');
`
