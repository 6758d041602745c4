/**
 * Second factors: the secret of a person's authenticator, sealed, and hashes of recovery codes. `last_step` is the
 * newest code that was used. No row-level security: they are asked for before any tenant is known.
 */
export const secondFactorsSql = `
create table plinth.second_factors (
  user_id text primary key,
  sealed bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  recovery text[] not null default '{}',
  created_at timestamptz not null default now()
);
`
