import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foreignKey, id, index, pgTable, tenantId, text, unique, uuid } from '../../data/schema/index.ts'
import { emptyingOrder } from '../order.ts'
import { folders, notes, openWorld, type Person, users, type World } from './world.ts'

let world: World
let zoe: Person

beforeAll(async () => {
  world = await openWorld({ tenancy: { deleteAfter: '0s' } })
  zoe = await world.person('zoe')
})
afterAll(() => world?.stop())

const rowsOf = async (tenant: string) => {
  const tables = ['notes', 'folders', 'plinth.memberships', 'plinth.roles', 'plinth.invitations', 'plinth.idempotency']
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const text = `select count(*)::int as n from ${table} where tenant_id::text = $1`
    counts[table] = (await world.place.asOwner<{ n: number }>(text, [tenant]))[0]?.n ?? 0
  }
  return counts
}

/** A tenant with a chain of folders, notes in them, a role, an invitation. */
async function filled(name: string): Promise<{ tenant: string; person: Person }> {
  const person = await world.person(name)
  const tenant = await world.found(person, name)
  await world.place.asOwner(
    `with made as (select gen_random_uuid() as id, n from generate_series(1, 2500) n)
     insert into folders (id, tenant_id, name, parent_id)
     select id, $1, 'f', lag(id) over (order by n) from made`,
    [tenant],
  )
  await world.place.asOwner(
    `insert into notes (tenant_id, text, folder_id) select $1, 'n', id from folders where tenant_id = $1`,
    [tenant],
  )
  await world.ask(`POST /tenants/${tenant}/roles`, person, { name: 'mine', permissions: ['notes:read'] })
  await world.ask(`POST /tenants/${tenant}/invitations`, person, { email: `x-${name}@example.com`, role: 'reader' })
  return { tenant, person }
}

describe('the sweep of tenants that are over', () => {
  it('8.4.1 removes every row of theirs in batches, then the tenant, and nothing of others', async () => {
    const [gone, kept] = [await filled('gone'), await filled('kept')]
    const before = await rowsOf(kept.tenant)
    await world.ask(`DELETE /tenants/${gone.tenant}`, gone.person, { slug: 'gone' })
    await world.sweep()
    expect(new Set(Object.values(await rowsOf(gone.tenant)))).toEqual(new Set([0]))
    expect(await world.place.asOwner('select from plinth.tenants where id = $1', [gone.tenant])).toEqual([])
    expect(await rowsOf(kept.tenant)).toEqual(before)
    expect((await world.ask('GET /notes', gone.person)).status).toBe(401)
    expect((await world.ask('GET /notes', kept.person)).status).toBe(200)
    expect((await world.ask('POST /auth/refresh', undefined, { refreshToken: gone.person.refreshToken })).status).toBe(
      401,
    )
  })

  it('goes on where it was broken off', async () => {
    const { tenant, person } = await filled('broken')
    await world.ask(`DELETE /tenants/${tenant}`, person, { slug: 'broken' })
    // As a process leaves it that dies in the middle: some rows, no members.
    await world.place.asOwner('delete from plinth.memberships where tenant_id = $1', [tenant])
    await world.place.asOwner('delete from notes where tenant_id = $1', [tenant])
    await world.place.asOwner('update folders set parent_id = null where tenant_id = $1', [tenant])
    await world.sweep()
    expect(new Set(Object.values(await rowsOf(tenant)))).toEqual(new Set([0]))
  })

  it('2.3.4 of two at once harms nothing', async () => {
    const { tenant, person } = await filled('twice')
    await world.ask(`DELETE /tenants/${tenant}`, person, { slug: 'twice' })
    await Promise.all([world.sweep(), world.sweep(), world.sweep()])
    await world.sweep()
    expect(await world.place.asOwner('select from plinth.tenants where id = $1', [tenant])).toEqual([])
  })

  it('touches no tenant whose time has not come', async () => {
    const tenant = await world.found(zoe, 'Zeta')
    await world.place.asOwner(`update plinth.tenants set ends_at = now() + interval '1 minute' where id = $1`, [tenant])
    await world.sweep()
    expect((await rowsOf(tenant))['plinth.memberships']).toBe(1)
  })
})

describe('the order of emptying', () => {
  it('takes children before their parents, and cuts circles where a column may be null', () => {
    const order = emptyingOrder({ users, folders, notes })
    expect(order.map(({ table }) => table.name)).toEqual(['notes', 'folders'])
    expect(order.map(({ cut, whole }) => [cut, whole])).toEqual([
      [[], false],
      [['parent_id'], false],
    ])
  })

  it('takes a circle that cannot be cut in one statement', () => {
    const rings = pgTable(
      'rings',
      { id: id(), tenantId: tenantId('uuid'), name: text(), next: uuid().notNull() },
      t => [
        unique().on(t.tenantId, t.id),
        index().on(t.tenantId, t.next),
        foreignKey({ columns: [t.tenantId, t.next], foreignColumns: [t.tenantId, t.id] }),
      ],
    )
    expect(emptyingOrder({ rings })).toMatchObject([{ cut: [], whole: true }])
  })
})
