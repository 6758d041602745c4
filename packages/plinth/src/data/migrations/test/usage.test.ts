import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { id, pgTable, tenantId, text } from '../../schema/index.ts'
import type { TestServer } from '../../test/debian.ts'
import { migrate, newMigration, type UsageRules } from '../index.ts'
import { makePlace, type Place, serverKinds, withPlainOwner } from './servers.ts'

describe.each(serverKinds)('rows of tenants on %s', (_, start) => {
  const bins = pgTable('bins', { id: id(), tenantId: tenantId(), code: text() })
  const usage: UsageRules = {
    tables: [{ name: 'bins', as: 'bins' }],
    plans: [
      { name: 'free', rows: { bins: 3 } },
      { name: 'pro', rows: {} },
    ],
  }
  let server: TestServer
  let place: Place
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())
  // The owner is no superuser: FORCE binds them, as it does in production.
  beforeEach(async () => {
    place = await withPlainOwner(await makePlace(server))
    await newMigration({ folder: place.folder, schema: { bins } })
    await migrate({ ...place, schema: { bins } })
  })

  const add = (tenant: string, n = 1) =>
    place.rows(`insert into bins (code) select 'x' from generate_series(1, ${n})`, { tenant })
  const counts = () =>
    place.rows(`select tenant_id as tenant, sum(n)::int as n from
      (select * from plinth.usage_rows union all select * from plinth.usage_deltas) u group by 1 order by 1`)

  test('that were there before are counted once, and the policy is as forced as it was', async () => {
    await add('acme', 2)
    await add('zeta')
    await migrate({ ...place, usage })
    await migrate({ ...place, usage })
    await add('acme')
    const rows = [
      { tenant: 'acme', n: 3 },
      { tenant: 'zeta', n: 1 },
    ]
    expect(await counts()).toEqual(rows)
    await place.rows('select plinth.compact_usage()', { tenant: 'zeta' })
    expect(await counts()).toEqual(rows)
    expect(await place.rows(`select relforcerowsecurity as forced from pg_class where relname = 'bins'`)).toEqual([
      { forced: true },
    ])
  })

  test('2.3.2 beyond the plan are refused, and no more once the plan allows them', async () => {
    await migrate({ ...place, usage })
    await add('acme', 3)
    await expect(add('acme')).rejects.toMatchObject({ code: 'PL402' })
    await add('zeta', 3)
    await migrate({ ...place, usage: { ...usage, plans: [{ name: 'free', rows: { bins: 4 } }] } })
    await add('acme')
    await expect(add('acme')).rejects.toMatchObject({ code: 'PL402' })
    await migrate({ ...place, usage: { ...usage, plans: [] } })
    await add('acme', 10)
    expect(await counts()).toEqual([
      { tenant: 'acme', n: 14 },
      { tenant: 'zeta', n: 3 },
    ])
  })

  test('of a table that is counted no more are counted anew when it is again', async () => {
    await migrate({ ...place, usage })
    await add('acme')
    await migrate({ ...place, usage: { tables: [], plans: [] } })
    await add('acme')
    await migrate({ ...place, usage })
    expect(await counts()).toEqual([{ tenant: 'acme', n: 2 }])
  })
})
