/**
 * Passwords and sessions. User ids are text: the users' own table may count in uuid, bigint or text. No row-level
 * security: a session is looked up by its token before any tenant is known.
 */
export const accountsSql = `
create table plinth.credentials (
  user_id text primary key,
  password_hash text not null,
  changed_at timestamptz not null default now()
);

create table plinth.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id text not null,
  tenant_id text,
  token_hash bytea not null unique,
  previous_hash bytea,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_user_id on plinth.sessions (user_id);
create index sessions_previous_hash on plinth.sessions (previous_hash) where previous_hash is not null;
create index sessions_expires_at on plinth.sessions (expires_at);
`
