/**
 * Counters of rate limits and of delays after failures, where LIMITS_URL is `postgres:`. Keys are hashes. No row-level
 * security: an address is counted before anybody, and any tenant, is known, and no row says more than a number.
 * Unlogged: a crash of the server forgets all counters, and no commit waits for the disk because of one. Rows are
 * updated all the time, hence the room left in pages and the early vacuum. Columns stand in the order and with the
 * types that rate-limiter-flexible writes.
 */
export const limitsSql = `
create unlogged table plinth.limits (
  key text primary key,
  points integer not null default 0,
  expire bigint
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
`
