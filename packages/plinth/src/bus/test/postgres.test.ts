import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, withDatabase } from '../../data/testing.ts'
import { silentLog } from '../../observability/index.ts'
import { type Bus, openPostgresBus } from '../index.ts'

let place: TestDatabase
let buses: readonly [Bus, Bus]

beforeAll(async () => {
  place = await withDatabase()
  const open = (): Bus => openPostgresBus({ login: place.app, database: place.database, log: silentLog })
  buses = [open(), open()]
  await Promise.all(buses.map(bus => bus.start()))
})
afterAll(async () => {
  await Promise.all(buses.map(bus => bus.stop()))
  await place.stop()
})

/** The next messages of a topic. */
function hear(bus: Bus, topic: string, count: number): Promise<string[]> {
  const heard: string[] = []
  return new Promise(resolve => {
    const end = bus.subscribe(topic, message => {
      if (heard.push(message) < count) return
      end()
      resolve(heard)
    })
  })
}

const kill = () =>
  place.asOwner(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'plinth bus' and datname = current_database()`)

describe('the bus on PostgreSQL', () => {
  it('refuses a message that does not fit', async () => {
    await expect(buses[0].publish('t', 'x'.repeat(7_000))).rejects.toMatchObject({ code: 'BUS_MESSAGE_TOO_LONG' })
  })

  it('passes over what somebody else sends on its channel', async () => {
    const heard = hear(buses[1], 't', 1)
    for (const text of ['hello', '{}', '["t"]', '["t", 1]', ''])
      await place.asOwner('select pg_notify($1, $2)', ['plinth_bus', text])
    await buses[0].publish('t', 'fine')
    expect(await heard).toEqual(['fine'])
  })

  it('reaches every instance, the sender too, in order and by topic', async () => {
    const all = buses.map(bus => hear(bus, 'numbers', 50))
    await buses[0].publish('letters', 'a')
    for (let n = 0; n < 50; n++) await buses[0].publish('numbers', String(n))
    const wanted = Array.from({ length: 50 }, (_, n) => String(n))
    expect(await Promise.all(all)).toEqual([wanted, wanted])
  })

  it('says that messages were missed, and goes on, when its connection is killed', async () => {
    const events: string[] = []
    const back = new Promise<void>(resolve => {
      const end = buses[1].onGap(() => {
        events.push(buses[1].connected ? 'back' : 'lost')
        if (!buses[1].connected) return
        end()
        resolve()
      })
    })
    await kill()
    await back
    expect(events.at(0)).toBe('lost')
    expect(events.at(-1)).toBe('back')
    const heard = hear(buses[1], 'again', 1)
    await buses[0].publish('again', 'yes')
    expect(await heard).toEqual(['yes'])
  })

  it('does not hear itself after it stopped, and stops twice', async () => {
    const bus = openPostgresBus({ login: place.app, database: place.database, log: silentLog })
    await bus.start()
    await bus.stop()
    await bus.stop()
    expect(bus.connected).toBe(false)
  })
})
