/**
 * Who people are elsewhere: the subject of an OpenID provider or an outside issuer. No row-level security: read before
 * any tenant is known.
 */
export const identitiesSql = `
create table plinth.identities (
  issuer text not null,
  subject text not null,
  user_id text not null,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index identities_user_id on plinth.identities (user_id);
`
