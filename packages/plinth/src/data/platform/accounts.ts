/**
 * Passwords. User ids are text: the users' own table may count in uuid, bigint or text. No row-level security: a
 * password is checked before any tenant is known.
 */
export const accountsSql = `
create table plinth.credentials (
  user_id text primary key,
  password_hash text not null,
  changed_at timestamptz not null default now()
);
`
