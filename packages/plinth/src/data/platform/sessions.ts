/**
 * Logins, and the keys that sign access tokens. A session is one family of refresh tokens: `token_hash` is the current
 * one's, `rotated_at` when the last eight were exchanged, oldest first. `switches` counts changes of the tenant: access
 * tokens from before one are over. No row-level security: a session is looked up by its token before any tenant is
 * known.
 */
export const sessionsSql = `
create table plinth.sessions (
  id uuid primary key,
  user_id text not null,
  tenant_id text,
  switches integer not null default 0,
  generation integer not null default 0,
  token_hash bytea not null,
  rotated_at timestamptz[] not null default '{}',
  device_hash bytea,
  agent text,
  address text,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  end_reason text
);
create index sessions_user_id on plinth.sessions (user_id);
create index sessions_tenant_id on plinth.sessions (tenant_id, user_id) where ended_at is null;
create index sessions_ended_at on plinth.sessions (ended_at) where ended_at is not null;
create index sessions_expires_at on plinth.sessions (expires_at);

create table plinth.signing_keys (
  kid text primary key,
  algorithm text not null,
  public_jwk jsonb not null,
  sealed bytea not null,
  created_at timestamptz not null default now()
);
`
