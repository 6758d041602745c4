/**
 * Functions that users' tables lean on. `touch` moves `updated_at` strictly forward for one row, also twice within a
 * transaction and when the clock is set back: an ETag made of it never repeats.
 */
export const functionsSql = `
create function plinth.touch() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
  return new;
end $$;
`
