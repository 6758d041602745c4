// What the hand-written ones share: a login that no policy binds (they keep tenants apart by a predicate), the secret, the SQL,
// and how CPU time is asked and the end is told.
import type pg from 'pg'

export const config: pg.ClientConfig = JSON.parse(process.env.BENCH_OWNER ?? '{}')
/** Imported once: handing jose the bytes costs it 35 µs more with each token. */
export const secret = await crypto.subtle.importKey(
  'raw',
  new TextEncoder().encode(process.env.AUTH_SECRET),
  { name: 'HMAC', hash: 'SHA-256' },
  false,
  ['verify'],
)

const columns = `id, name, status, price_cents as "priceCents", description, created_at as "createdAt", updated_at as "updatedAt"`

export const getSql = `select ${columns} from items where id = $1 and tenant_id = $2`
export const createSql = `insert into items (tenant_id, name, status, price_cents, description) values ($1, $2, $3, $4, $5) returning ${columns}`
export const listSql = {
  rows: `select ${columns} from items where tenant_id = $1 and status = $2 order by created_at desc, id desc limit $3`,
  total: `select count(*)::int as total from (select 1 from items where tenant_id = $1 and status = $2 limit 10001) counted`,
}

/** Tells the bench where to ask, and answers what CPU time this process has used, in microseconds. */
export function ready(port: number): void {
  process.on('message', message => {
    if (message === 'exit') process.exit()
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system })
  })
  process.send?.({ port })
}
