/** Which seeds have run, so that running one again changes nothing. */
export const seedsSql = `
create table plinth.seeds (
  name text primary key,
  seeded_at timestamptz not null default now()
);
`
