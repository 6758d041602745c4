/**
 * Passwords, and what is known of an account besides its own row. User ids are text: the users' own table may count in
 * uuid, bigint or text. No row-level security: a password is checked before any tenant is known.
 */
export const accountsSql = `
create table plinth.credentials (
  user_id text primary key,
  password_hash text,
  changed_at timestamptz not null default now(),
  verified_at timestamptz,
  disabled_at timestamptz
);
create index credentials_disabled_at on plinth.credentials (disabled_at) where disabled_at is not null;
`
