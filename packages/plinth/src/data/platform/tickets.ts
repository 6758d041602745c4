/**
 * One-time secrets: links in mails, invitations, second steps of a login. No row-level security: a ticket is taken
 * before its user or tenant is known.
 */
export const ticketsSql = `
create table plinth.tickets (
  hash bytea primary key,
  purpose text not null,
  user_id text,
  tenant_id text,
  payload jsonb not null default '{}',
  failures integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index tickets_user_id on plinth.tickets (user_id, purpose);
create index tickets_expires_at on plinth.tickets (expires_at);
`
