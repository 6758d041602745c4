import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenDatabase } from '../open.ts'
import type { TestDatabase } from '../testing.ts'
import { kinds, sql } from './servers.ts'

const nobody = { tenant: null }

const wires = ['scoped', 'transactional'] as const
const cases = kinds.flatMap(([title, make]) => wires.map(wire => ({ title, wire, make })))

describe.each(cases)('transactions of the $wire wire on $title', ({ wire, make }) => {
  let server: TestDatabase
  let database: OpenDatabase

  beforeAll(async () => {
    server = await make({ sql, wire })
    database = server.database
  })
  afterAll(() => server?.stop())
  beforeEach(() => server.asOwner('update counters set value = 0'))

  const add = (id: number, by = 1): Promise<unknown> =>
    database.write({ name: 'add', text: 'update counters set value = value + $2 where id = $1' }, [id, by], nobody)
  const get = async (id: number): Promise<number | undefined> => {
    const text = 'select value from counters where id = $1'
    return (await database.read<{ value: number }>({ name: 'get', text }, [id], nobody))[0]?.value
  }
  const stored = async (): Promise<number[]> =>
    (await server.asOwner<{ value: number }>('select value from counters order by id')).map(row => row.value)

  test('an error rolls everything back and comes through unchanged', async () => {
    const error = new TypeError('mine')
    const work = database.transaction(nobody, async () => {
      await add(1)
      await add(2)
      throw error
    })
    await expect(work).rejects.toBe(error)
    expect(await stored()).toEqual([0, 0, 0])
  })

  test('statements see what the transaction wrote, nobody else does before the commit', async () => {
    const result = await database.transaction(nobody, async () => {
      await add(1)
      expect(await stored()).toEqual([0, 0, 0])
      return get(1)
    })
    expect(result).toBe(1)
    expect(await stored()).toEqual([1, 0, 0])
  })

  test('a nested one that fails takes only its own with it', async () => {
    await database.transaction(nobody, async () => {
      await add(1)
      const nested = database.transaction(nobody, async () => {
        await add(2)
        await database.transaction(nobody, () => add(3))
        await add(99, 1).then(() => database.write({ text: 'insert into counters values (1, 1)' }, [], nobody))
      })
      await expect(nested).rejects.toMatchObject({ code: 'CONFLICT' })
      await database.transaction(nobody, () => add(3, 5))
    })
    expect(await stored()).toEqual([1, 0, 5])
  })

  test('the very first statement may be a nested transaction', async () => {
    await database.transaction(nobody, async () => {
      await database
        .transaction(nobody, async () => {
          await add(1)
          throw new Error('back')
        })
        .catch(() => undefined)
      await add(2)
    })
    expect(await stored()).toEqual([0, 1, 0])
  })

  test('nested ones that start at once take turns', async () => {
    await database.transaction(nobody, async () => {
      const one = (id: number, fails: boolean) => async (): Promise<void> => {
        await add(id)
        await get(id)
        if (fails) throw new Error('back')
        await add(id)
      }
      const results = await Promise.allSettled([1, 2, 3].map(id => database.transaction(nobody, one(id, id === 2))))
      expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    })
    expect(await stored()).toEqual([2, 0, 2])
  })

  test('a swallowed error cannot pass for a commit', async () => {
    const effects: string[] = []
    const work = database.transaction(nobody, async () => {
      await add(1)
      database.afterCommit(() => effects.push('sent'))
      await database.write({ text: 'insert into counters values (1, 1)' }, [], nobody).catch(() => undefined)
    })
    await expect(work).rejects.toMatchObject({ code: 'TRANSACTION_ABORTED', status: 500 })
    expect(await stored()).toEqual([0, 0, 0])
    expect(effects).toEqual([])
  })

  test('effects run after the commit in order, and never those of what was rolled back', async () => {
    const order: string[] = []
    await database.transaction(nobody, async () => {
      database.afterCommit(() => order.push('first'))
      const failing = database.transaction(nobody, async () => {
        database.afterCommit(() => order.push('never'))
        throw new Error('back')
      })
      await failing.catch(() => undefined)
      await database.transaction(nobody, async () => {
        await add(1)
        database.afterCommit(() => order.push(`second, ${database.inTransaction ? 'inside' : 'outside'}`))
      })
      database.afterCommit(() => {
        throw new Error('one that fails stops neither the others nor the caller')
      })
      database.afterCommit(() => order.push('third'))
      order.push('work done')
    })
    expect(order).toEqual(['work done', 'first', 'second, outside', 'third'])
    database.afterCommit(() => order.push('at once'))
    expect(order.at(-1)).toBe('at once')
  })

  test('what is written outside is there at once, and stays after a rollback', async () => {
    const work = database.transaction(nobody, async () => {
      await add(1)
      await database.outside(() => add(2))
      expect(await stored()).toEqual([0, 1, 0])
      expect(database.inTransaction).toBe(true)
      throw new Error('back')
    })
    await work.catch(() => undefined)
    expect(await stored()).toEqual([0, 1, 0])
  })

  test('a statement that comes after the end is refused', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    let late: Promise<unknown> | undefined
    await database.transaction(nobody, async () => {
      await add(1)
      late = gate.then(() => add(2))
    })
    open()
    await expect(late).rejects.toMatchObject({ code: 'TRANSACTION_OVER' })
    expect(await stored()).toEqual([1, 0, 0])
    expect(database.inTransaction).toBe(false)
  })

  test('a statement that nobody awaited is finished before the commit', async () => {
    await database.transaction(nobody, async () => {
      void add(1)
      void add(2)
    })
    expect(await stored()).toEqual([1, 1, 0])
  })

  test('serialization failures are tried again until they fit', async () => {
    let runs = 0
    let read = 0
    const { promise: bothRead, resolve: release } = Promise.withResolvers<void>()
    const increment = (): Promise<void> =>
      database.transaction(
        nobody,
        async () => {
          runs++
          const value = (await get(1)) ?? 0
          if (++read >= 2) release()
          await bothRead
          await database.write({ text: 'update counters set value = $1 where id = 1' }, [value + 1], nobody)
        },
        { isolation: 'serializable' },
      )
    await Promise.all([increment(), increment()])
    expect(runs).toBeGreaterThan(2)
    expect(await stored()).toEqual([2, 0, 0])
  })

  test('deadlocks are tried again', async () => {
    let runs = 0
    let held = 0
    const { promise: bothHold, resolve: release } = Promise.withResolvers<void>()
    const swap = (first: number, second: number): Promise<void> =>
      database.transaction(nobody, async () => {
        runs++
        await add(first)
        if (++held >= 2) release()
        await bothHold
        await add(second)
      })
    await Promise.all([swap(1, 2), swap(2, 1)])
    expect(runs).toBeGreaterThan(2)
    expect(await stored()).toEqual([2, 2, 0])
  })

  test('gives up after the last retry, with a 503 that says when to come again', async () => {
    let runs = 0
    const work = database.transaction(
      nobody,
      async () => {
        runs++
        await database.write({ text: "do $$ begin raise exception 'no' using errcode = '40001'; end $$" }, [], nobody)
      },
      { retries: 2 },
    )
    await expect(work).rejects.toMatchObject({ code: 'DATABASE_BUSY', status: 503, headers: { 'retry-after': '1' } })
    expect(runs).toBe(3)
  })

  test('one without statements takes no connection', async () => {
    const before = database.stats().statements
    expect(await database.transaction(nobody, async () => 'nothing')).toBe('nothing')
    expect(database.stats().statements).toEqual(before)
  })

  test('every connection is back in the pool, idle', () => {
    const { open, idle, waiting } = database.stats().pool
    expect({ idle, waiting }).toEqual({ idle: open, waiting: 0 })
  })
})
