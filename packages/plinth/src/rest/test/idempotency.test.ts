import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../access/index.ts'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { conflict } from '../../errors/index.ts'
import { silentLog } from '../../observability/index.ts'
import type { Operation } from '../../operations/index.ts'
import { answerSweep } from '../index.ts'
import { noteOperations, type Running, startServer, testParts } from './kit.ts'

let store: TestDatabase
let running: Running
/** Resolved by tests to let a creation go on. */
let gate: Promise<void> = Promise.resolve()
let entered = Promise.withResolvers<void>()

const scope = { tenant: null }

/** Writes a row, then answers: the row and the kept answer stand and fall together. */
const create: Operation = {
  ...(noteOperations()[2] as Operation),
  run: async call => {
    const { title } = call.body as { title: string }
    const insert = { text: 'insert into public.notes (title) values ($1) returning id' }
    const [row] = await store.database.write<{ id: number }>(insert, [title], scope)
    entered.resolve()
    await gate
    if (title === 'refused') throw conflict('Not this one.')
    return { kind: 'json', json: JSON.stringify({ id: row?.id, title }), version: '1', location: `/notes/${row?.id}` }
  },
}

beforeAll(async () => {
  const sql = `create table public.notes (id int generated always as identity primary key, title text not null);
grant select, insert on public.notes to public;`
  store = await withDatabase({ sql })
  /** `ada.t2` is Ada in the tenant t2. */
  const identify = ({ token = 'ada' }: { token: string | undefined }): Actor => {
    const [id = '', tenant = null] = token.split('.')
    return { kind: 'user', id, tenant, roles: [], permissions: [] }
  }
  const parts = testParts({ database: store.database, operations: [create], identify })
  running = await startServer(parts)
})

afterAll(async () => {
  await running?.[Symbol.asyncDispose]()
  await store?.stop()
})

function post(key: string, title: string, as = 'ada'): Promise<Response> {
  return fetch(`${running.url}/api/notes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ title }),
  })
}

async function codeOf(response: Response | undefined): Promise<unknown> {
  return ((await response?.json()) as { code: unknown } | undefined)?.code
}

async function countOf(title: string): Promise<number> {
  const [row] = await store.asOwner<{ count: number }>(
    'select count(*)::int as count from public.notes where title = $1',
    [title],
  )
  return row?.count ?? 0
}

test.each([['x'.repeat(256)], ['a b'], ['é']])('the key %.10s is refused', async key => {
  const response = await post(key, 'nothing')
  expect([response.status, await codeOf(response)]).toEqual([400, 'IDEMPOTENCY_KEY_INVALID'])
})

test('a repetition gets the first answer, and nothing is written twice', async () => {
  const first = await post('k1', 'once')
  const again = await post('k1', 'once')
  expect([first.status, again.status]).toEqual([201, 201])
  expect(await again.text()).toBe(await first.text())
  expect([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')]).toEqual([null, 'true'])
  expect(await countOf('once')).toBe(1)
})

test('a repetition says where the row is and which version it has, as the first answer did', async () => {
  const first = await post('k8', 'placed')
  const again = await post('k8', 'placed')
  const named = ({ headers }: Response) => [headers.get('location'), headers.get('etag')]
  expect(named(first)).toEqual([expect.stringMatching(/^\/api\/notes\/\d+$/), expect.stringMatching(/^"1-/)])
  expect(named(again)).toEqual(named(first))
})

test('the same key with another body is a conflict', async () => {
  await post('k2', 'one')
  const response = await post('k2', 'another')
  expect([response.status, await codeOf(response)]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED'])
  expect(await countOf('another')).toBe(0)
})

test('the same key of somebody else, or in another tenant, is another key', async () => {
  const all = [await post('k3', 'theirs'), await post('k3', 'theirs', 'bob'), await post('k3', 'theirs', 'ada.t2')]
  expect(all.map(response => response.headers.get('idempotent-replayed'))).toEqual([null, null, null])
  expect(await countOf('theirs')).toBe(3)
})

test('of many at once one runs, the others are told to come back', async () => {
  const open = Promise.withResolvers<void>()
  gate = open.promise
  entered = Promise.withResolvers<void>()
  const first = post('k4', 'raced')
  await entered.promise
  const others = await Promise.all(Array.from({ length: 5 }, () => post('k4', 'raced')))
  open.resolve()
  expect(others.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(Array(5).fill([409, '1']))
  expect(await codeOf(others[0])).toBe('IDEMPOTENCY_IN_FLIGHT')
  expect((await first).status).toBe(201)
  expect((await post('k4', 'raced')).headers.get('idempotent-replayed')).toBe('true')
  expect(await countOf('raced')).toBe(1)
})

test('what failed keeps nothing and may be tried again', async () => {
  expect((await post('k5', 'refused')).status).toBe(409)
  expect(await countOf('refused')).toBe(0)
  const kept = await store.asOwner(`select * from plinth.idempotency where key = 'k5'`)
  expect(kept).toEqual([])
})

test('after 24 hours a key is new, and the sweep forgets the rest', async () => {
  await post('k6', 'daily')
  await post('k7', 'daily')
  await store.asOwner(
    `update plinth.idempotency set created_at = now() - interval '25 hours' where key in ('k6', 'k7')`,
  )
  expect((await post('k6', 'daily')).headers.get('idempotent-replayed')).toBeNull()
  const sweep = answerSweep(store.database, silentLog)
  await sweep.start()
  await sweep.stop()
  const kept = await store.asOwner<{ key: string }>(`select key from plinth.idempotency where key in ('k6', 'k7')`)
  expect(kept.map(({ key }) => key)).toEqual(['k6'])
})
