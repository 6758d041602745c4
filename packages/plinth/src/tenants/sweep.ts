// A tenant that was deleted: ending (ends_at ahead: it can be restored) -> over (ends_at behind: nobody gets in) -> its
// rows go, table by table, 1,000 in a transaction -> the tenant's own row, last. What stands in the database says where
// it is, so a process that dies in between loses nothing: the next round goes on. One instance at a time works on one.
import type { Database, Scope } from '../data/index.ts'
import { quoteName } from '../data/schema/index.ts'
import { repeat, type Service } from '../lifecycle/index.ts'
import { leaveAll, tenantsOver } from '../tenancy/index.ts'
import { type Emptied, emptyingOrder } from './order.ts'
import type { Parts } from './parts.ts'

const BATCH = 1000
/** Milliseconds from one look for tenants that are over to the next. */
const INTERVAL = 60_000

const lockStatement = {
  name: 'tenant_sweep_lock',
  text: `select pg_try_advisory_xact_lock(hashtextextended('plinth.sweep:' || $1, 0)) as held`,
}
const overStatement = {
  name: 'tenant_is_over',
  text: 'select 1 from plinth.tenants where id = $1::uuid and ends_at <= now() for update',
}
/** What the platform keeps of a tenant. The audit stays, until its time is over. */
const platformTexts = [
  'delete from plinth.idempotency where tenant_id = $1',
  'delete from plinth.tickets where tenant_id = $1',
  'delete from plinth.outbox where tenant_id = $1',
  'delete from plinth.dead_letters where tenant_id = $1',
  `update plinth.api_keys set name = '' where tenant_id = $1`,
  'update plinth.sessions set agent = null, address = null where tenant_id = $1',
  'delete from plinth.roles where tenant_id = $1::uuid',
  'delete from plinth.invitations where tenant_id = $1::uuid',
]
const removeStatement = {
  name: 'tenant_remove',
  text: 'delete from plinth.tenants where id = $1::uuid and ends_at <= now()',
}

/** Removes the rows of tenants that are over, every minute. */
export function tenantSweep(parts: Parts): Service & { round(): Promise<void> } {
  const order = emptyingOrder(parts.schema)
  const round = (): Promise<void> => sweepAll(parts, order)
  const failed = (error: unknown): void => parts.log.warn({ error }, 'A deleted tenant could not be swept.')
  return { ...repeat({ name: 'tenant sweep', every: INTERVAL, work: round, failed }), round }
}

async function sweepAll(parts: Parts, order: readonly Emptied[]): Promise<void> {
  for (const tenant of await tenantsOver(parts.database)) {
    try {
      if (await sweep(parts, order, tenant)) parts.log.info({ tenant }, 'A deleted tenant is gone.')
    } catch (error) {
      parts.log.error({ error, tenant }, 'Rows of a deleted tenant stay; the next round tries again.')
    }
  }
}

/** True when the tenant is gone; false when another instance works on it. */
async function sweep(parts: Parts, order: readonly Emptied[], tenant: string): Promise<boolean> {
  const { database, people, tenancy } = parts
  const shut = async (): Promise<number> => {
    await leaveAll(database, tenant)
    await people.shutOut(null, tenant)
    return 0
  }
  if ((await step(database, tenant, shut)) === undefined) return false
  for (const emptied of order) {
    for (const text of statementsOf(emptied)) {
      for (let rows = BATCH; rows === BATCH; ) {
        const done = await step(database, tenant, () => changed(database, text, tenant))
        if (done === undefined) return false
        rows = done
      }
    }
  }
  const last = async (): Promise<number> => {
    for (const text of platformTexts) await database.write({ text }, [tenant], { tenant })
    await database.write(removeStatement, [tenant], { tenant })
    return 0
  }
  const isGone = (await step(database, tenant, last)) !== undefined
  if (isGone) tenancy.changes.note(tenant, false)
  return isGone
}

/** One transaction under the sweep's lock of this tenant; undefined where somebody else holds it, or it is not over. */
async function step(database: Database, tenant: string, work: () => Promise<number>): Promise<number | undefined> {
  const scope: Scope = { tenant }
  return database.transaction(scope, async () => {
    const [lock] = await database.write<{ held: boolean }>(lockStatement, [tenant], scope)
    if (lock?.held !== true) return undefined
    if ((await database.write(overStatement, [tenant], scope)).length === 0) return undefined
    return work()
  })
}

/** Rows that a statement touched. */
async function changed(database: Database, text: string, tenant: string): Promise<number> {
  const [row] = await database.write<{ n: number }>({ text }, [tenant], { tenant })
  return row?.n ?? 0
}

/** Both walls: the predicate, and the policy of the tenant that the statement carries. */
function statementsOf({ table, tenant, cut, whole }: Emptied): string[] {
  const [name, own] = [quoteName(table.name), quoteName(tenant)]
  const batch = (where: string): string =>
    `ctid = any(array(select ctid from ${name} where ${own}::text = $1${where} limit ${BATCH}))`
  const counted = (text: string): string => `with done as (${text} returning 1) select count(*)::int as n from done`
  const isLinked = cut.map(column => `${quoteName(column)} is not null`).join(' or ')
  const nulls = cut.map(column => `${quoteName(column)} = null`).join(', ')
  return [
    ...(cut.length === 0 ? [] : [counted(`update ${name} set ${nulls} where ${batch(` and (${isLinked})`)}`)]),
    counted(`delete from ${name} where ${whole ? `${own}::text = $1` : batch('')}`),
  ]
}
