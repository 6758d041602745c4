import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { testApp } from '../../testing/index.ts'
import { defineBackend } from '../index.ts'

let store: TestDatabase
beforeAll(async () => {
  store = await withDatabase()
})
afterAll(() => store?.stop())

test('an app forgets kept answers of more than a day ago when it starts, of every tenant, and however many', async () => {
  await store.asOwner(`alter table plinth.idempotency no force row level security`)
  await store.asOwner(
    `insert into plinth.idempotency (key, actor, route, tenant_id, fingerprint, created_at)
      select i, 'a', 'r', case when i % 2 = 0 then 'acme' end, '', now() - interval '24 hours' * (i <= 5001)::int
      from generate_series(1, 5003) i`,
  )
  const server = { logins: store, shown: store.name, embedded: true }
  const app = await testApp(defineBackend({ name: 'empty', schema: {}, modules: [] }), { directory: tmpdir(), server })
  await app.stop()
  const kept = await store.asOwner<{ key: string }>('select key from plinth.idempotency order by key')
  expect(kept.map(({ key }) => key)).toEqual(['5002', '5003'])
})
