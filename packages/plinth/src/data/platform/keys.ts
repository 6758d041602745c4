/**
 * API keys, by the hash of their secret. No row-level security: a key is looked up before its tenant is known. Revoked
 * ones stay, so that what they did can be named.
 */
export const keysSql = `
create table plinth.api_keys (
  id uuid primary key default gen_random_uuid(),
  prefix text not null unique,
  hash bytea not null,
  user_id text not null,
  tenant_id text,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_user_id on plinth.api_keys (user_id);
create index api_keys_revoked_at on plinth.api_keys (revoked_at) where revoked_at is not null;
`
