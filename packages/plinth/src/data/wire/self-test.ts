import type pg from 'pg'
import type { Call, Wire } from './call.ts'
import { scopedWire } from './scoped-query.ts'
import { transactionalWire } from './transactional.ts'

const patience = 2_000

const tenantNow = "select coalesce(current_setting('app.tenant_id', true), '') as tenant, $1 as echo"

/**
 * Chooses the wire: the scoped one when it keeps its promises on this connection, the plain one when `pg` or what
 * stands between here and PostgreSQL behaves otherwise.
 */
export async function chooseWire(client: pg.Client): Promise<Wire> {
  const test = keepsScopes(client).catch(() => false)
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), patience)
  const sound = await Promise.race([test, late])
  clearTimeout(timer)
  return sound ? scopedWire : transactionalWire
}

/** Several tenants in flight at once, one of them failing: each must see its own, and nobody the setting afterwards. */
async function keepsScopes(client: pg.Client): Promise<boolean> {
  const ask = async (tenant: string, name?: string): Promise<boolean> => {
    const statement = name === undefined ? { text: tenantNow } : { name, text: tenantNow }
    const { rows } = await scopedWire.alone(client, { statement, values: [tenant], tenant } satisfies Call)
    const row = rows[0] as { tenant?: string; echo?: string } | undefined
    return rows.length === 1 && row?.tenant === tenant && row.echo === tenant
  }
  const failing = scopedWire
    .alone(client, { statement: { text: 'select 1 / $1::int' }, values: ['0'], tenant: 'c' })
    .then(() => false)
    .catch((error: { code?: string }) => error.code === '22012')
  const unscoped = (): Promise<boolean> =>
    client.query<{ tenant: string }>(tenantNow, ['']).then(({ rows }) => rows[0]?.tenant === '')
  const results = [ask('a', 'plinth_self_test'), failing, unscoped(), ask(''), ask('b', 'plinth_self_test'), unscoped()]
  return (await Promise.all(results)).every(Boolean)
}
