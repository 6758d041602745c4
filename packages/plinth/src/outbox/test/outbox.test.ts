import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { silentLog } from '../../observability/index.ts'
import { Outbox } from '../outbox.ts'
import { type Entry, Relay, retryDelay } from '../relay.ts'

let test: TestDatabase
const tenant = null
const origin = { tenant, actor: 'ada', requestId: 'request-1' }

beforeAll(async () => {
  test = await withDatabase({ sql: 'create table public.notes (text text not null)' })
})

beforeEach(() => test.asOwner('truncate plinth.outbox, plinth.dead_letters, notes'))

afterAll(() => test.stop())

function relayOf(deliver: (entry: Entry) => Promise<void>, attempts = 10): Relay {
  return new Relay({ database: test.database, log: silentLog, deliver, attempts, pollEvery: 60_000 })
}

/** A relay that runs for one test, with the outbox that wakes it. */
async function running(deliver: (entry: Entry) => Promise<void>, attempts?: number) {
  const relay = relayOf(deliver, attempts)
  await relay.start()
  return { relay, outbox: new Outbox(test.database, relay.wake), [Symbol.asyncDispose]: () => relay.stop() }
}

const effect = (payload: unknown) => ({ topic: 'notes.written', subscriber: 'copy', payload })
const note = (text: string) => test.database.write({ text: 'insert into notes values ($1)' }, [text], { tenant })
const waiting = () => test.asOwner<{ attempts: number }>('select * from plinth.outbox')

it('2.3.3 sends nothing of a transaction that was rolled back', async () => {
  const seen: Entry[] = []
  await using on = await running(async entry => void seen.push(entry))
  const failed = test.database.transaction({ tenant }, async () => {
    await on.outbox.put([effect(1)], origin)
    throw new TypeError('no')
  })
  await expect(failed).rejects.toThrow('no')
  await on.relay.settled()
  expect(seen).toEqual([])
})

it('sends after the commit and never before', async () => {
  const seen: Entry[] = []
  await using on = await running(async entry => void seen.push(entry))
  await test.database.transaction({ tenant }, async () => {
    await note('one')
    await on.outbox.put([effect({ id: 1 })], origin)
    await on.relay.settled()
    expect(seen).toEqual([])
  })
  await on.relay.settled()
  expect(seen).toMatchObject([{ payload: { id: 1 }, topic: 'notes.written', attempt: 1, ...origin }])
  expect(await waiting()).toEqual([])
})

it('rolls back what a failing handler wrote, and keeps the entry for the next try', async () => {
  await using on = await running(async () => {
    await note('half')
    throw new TypeError('broken')
  })
  await on.outbox.put([effect(1)], origin)
  await on.relay.settled()
  expect(await test.asOwner('select * from notes')).toEqual([])
  expect(await waiting()).toMatchObject([{ attempts: 1 }])
})

it('commits what a handler wrote together with the removal of its entry', async () => {
  await using on = await running(async entry => void (await note(String(entry.payload))))
  await on.outbox.put([effect('kept'), effect('too')], origin)
  await on.relay.settled()
  expect(await test.asOwner('select text from notes order by text')).toEqual([{ text: 'kept' }, { text: 'too' }])
  expect(await waiting()).toEqual([])
})

it('buries an entry after its last try, with what went wrong', async () => {
  await using on = await running(() => Promise.reject(new TypeError('always')), 1)
  await on.outbox.put([effect({ id: 7 })], origin)
  await on.relay.settled()
  expect(await waiting()).toEqual([])
  const dead = await test.asOwner('select topic, subscriber, payload, error from plinth.dead_letters')
  expect(dead).toEqual([{ topic: 'notes.written', subscriber: 'copy', payload: { id: 7 }, error: 'TypeError: always' }])
})

it('takes over what a process that died had in hand, when its lease is over', async () => {
  await using on = await running(async () => {})
  await on.relay.stop()
  await on.outbox.put([effect('left')], origin)
  await test.asOwner(`update plinth.outbox set attempts = 1, available_at = now() - interval '1 second'`)
  const seen: Entry[] = []
  await using other = await running(async entry => void seen.push(entry))
  await other.relay.settled()
  expect(seen).toMatchObject([{ payload: 'left', attempt: 2 }])
})

it('does not hand an entry to another relay while its handler runs, even when the lease is over', async () => {
  const [entered, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await using slow = await running(async () => {
    entered.resolve()
    await go.promise
    await note('once')
  })
  await slow.outbox.put([effect('long')], origin)
  await entered.promise
  await test.asOwner(`update plinth.outbox set available_at = now()
    where id in (select id from plinth.outbox for update skip locked)`)
  await using other = await running(() => note('twice').then(() => undefined))
  await other.relay.settled()
  go.resolve()
  await slow.relay.settled()
  expect(await test.asOwner('select text from notes')).toEqual([{ text: 'once' }])
})

it('skips an entry that another relay has taken over while it waited in a batch', async () => {
  const [entered, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await using slow = await running(async entry => {
    entered.resolve()
    await go.promise
    await note(`slow ${entry.payload}`)
  })
  await test.database.transaction({ tenant }, () => slow.outbox.put([effect('first'), effect('second')], origin))
  await entered.promise
  await test.asOwner(`update plinth.outbox set available_at = now()
    where id in (select id from plinth.outbox for update skip locked)`)
  await using other = await running(async entry => void (await note(`other ${entry.payload}`)))
  await other.relay.settled()
  go.resolve()
  await slow.relay.settled()
  expect(await test.asOwner('select text from notes order by text')).toEqual([
    { text: 'other second' },
    { text: 'slow first' },
  ])
})

it('gives each entry to one of two relays', async () => {
  const seen: string[] = []
  const deliver = async (entry: Entry) => void seen.push(entry.id)
  await using one = await running(deliver)
  await using two = await running(deliver)
  await one.outbox.put(
    Array.from({ length: 100 }, (_, n) => effect(n)),
    origin,
  )
  await Promise.all([one.relay.settled(), two.relay.settled()])
  expect(new Set(seen).size).toBe(100)
  expect(seen).toHaveLength(100)
})

it('waits longer after each failure, and never in step', () => {
  expect([1, 2, 3, 10, 50].map(attempt => retryDelay(attempt, () => 0.5))).toEqual([1, 2, 4, 512, 512])
  expect(retryDelay(3, () => 0)).toBe(3)
  expect(retryDelay(3, () => 1)).toBe(5)
})
