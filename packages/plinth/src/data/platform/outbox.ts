/**
 * Effects that wait for their commit, and those that were given up. The relay reads the rows of every tenant, so the
 * policy guards writing alone: a statement adds effects of its own tenant, or of none. Rows come and go all the time,
 * hence the early vacuum and the room left in pages.
 */
export const outboxSql = `
create table plinth.outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  subscriber text not null,
  tenant_id text default nullif(current_setting('app.tenant_id', true), ''),
  actor_id text,
  request_id text,
  payload jsonb not null,
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  created_at timestamptz not null default now()
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
create index outbox_available_at on plinth.outbox (available_at);

alter table plinth.outbox enable row level security, force row level security;
create policy readable on plinth.outbox for select using (true);
create policy changeable on plinth.outbox for update using (true);
create policy deletable on plinth.outbox for delete using (true);
create policy tenant on plinth.outbox for insert
  with check (tenant_id is null or tenant_id = (select nullif(current_setting('app.tenant_id', true), '')));

create table plinth.dead_letters (
  id bigint primary key,
  topic text not null,
  subscriber text not null,
  tenant_id text,
  actor_id text,
  request_id text,
  payload jsonb not null,
  attempts integer not null default 0,
  available_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  error text not null,
  died_at timestamptz not null default now()
);
create index dead_letters_died_at on plinth.dead_letters (died_at);
`
