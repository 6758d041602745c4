import { deepEqual, equal, ok } from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Count, LimitsDriver } from './driver.ts'

/** One behaviour that every driver must show. `other` is a second driver on the same store, or the same one again. */
export interface DriverCase {
  readonly title: string
  run(driver: LimitsDriver, other: LimitsDriver): Promise<void>
}

/** The suite that every driver of limits passes: hand each case two started drivers on one real server. */
export const limitsDriverCases: readonly DriverCase[] = [
  {
    title: 'counts from one, within the window of the first count',
    run: async driver => {
      const at = somewhere()
      const counts: Count[] = []
      for (let time = 0; time < 3; time++) counts.push(await driver.count(at, 60))
      deepEqual(usedOf(counts), [1, 2, 3])
      ok(counts.every(({ resetMs }) => resetMs > 55_000 && resetMs <= 60_000))
    },
  },
  {
    title: 'does not make a window longer by counting on',
    run: async driver => {
      const at = somewhere()
      const first = await driver.count(at, 60)
      const next = await driver.count(at, 3600)
      equal(next.used, 2)
      ok(next.resetMs <= first.resetMs)
    },
  },
  {
    title: 'gives each of a hundred at once a number of its own, over all instances',
    run: async (driver, other) => {
      const at = somewhere()
      const each = Array.from({ length: 100 }, (_, time) => (time % 2 === 0 ? driver : other).count(at, 60))
      const used = usedOf(await Promise.all(each)).toSorted((a, b) => a - b)
      deepEqual(
        used,
        Array.from({ length: 100 }, (_, index) => index + 1),
      )
    },
  },
  {
    title: 'keeps spaces and keys apart',
    run: async driver => {
      const { space, key } = somewhere()
      await driver.count({ space, key }, 60)
      equal((await driver.count({ space, key: `${key}-` }, 60)).used, 1)
      equal((await driver.count({ space: `${space}-`, key }, 60)).used, 1)
      equal((await driver.count({ space, key }, 60)).used, 2)
    },
  },
  {
    title: 'reads without counting, and nothing where there is nothing',
    run: async (driver, other) => {
      const at = somewhere()
      equal(await driver.read(at), undefined)
      await driver.count(at, 60)
      const { used, resetMs } = (await other.read(at)) ?? { used: 0, resetMs: 0 }
      equal(used, 1)
      ok(resetMs > 55_000 && resetMs <= 60_000)
      equal((await driver.count(at, 60)).used, 2)
    },
  },
  {
    title: 'forgets a key, and does nothing for one that is not there',
    run: async (driver, other) => {
      const at = somewhere()
      await driver.forget(at)
      await driver.count(at, 60)
      await other.forget(at)
      equal(await driver.read(at), undefined)
      equal((await driver.count(at, 60)).used, 1)
    },
  },
  {
    title: 'begins anew when the window is over',
    run: async driver => {
      const at = somewhere()
      await driver.count(at, 1)
      await driver.count(at, 1)
      while ((await driver.read(at)) !== undefined) await pause(20)
      const { used, resetMs } = await driver.count(at, 1)
      equal(used, 1)
      ok(resetMs > 500 && resetMs <= 1000)
    },
  },
]

const somewhere = () => ({ space: 'test', key: randomUUID() })

const usedOf = (counts: readonly Count[]): number[] => counts.map(({ used }) => used)
