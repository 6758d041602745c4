import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { repeat } from '../index.ts'

const hour = 3_600_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A service that counts its rounds; each lasts until the gate opens. */
function counting(gate: Promise<void> = Promise.resolve()) {
  const rounds = { begun: 0, done: 0 }
  const failures: unknown[] = []
  const work = async (): Promise<void> => {
    rounds.begun += 1
    await gate
    rounds.done += 1
  }
  return { rounds, service: repeat({ name: 'x', every: hour, work, failed: error => failures.push(error) }), failures }
}

test('a round that fails is told, and the next one comes all the same', async () => {
  const { rounds, service, failures } = counting(Promise.reject('broken'))
  await service.start()
  await vi.advanceTimersByTimeAsync(2 * hour)
  await service.stop()
  expect([rounds.begun, failures]).toEqual([3, ['broken', 'broken', 'broken']])
})

test('it begins at once, and starting does not wait for it', async () => {
  const gate = Promise.withResolvers<void>()
  const { rounds, service } = counting(gate.promise)
  await service.start()
  expect(rounds).toEqual({ begun: 1, done: 0 })
  gate.resolve()
  await service.stop()
})

test('rounds do not overlap, and stopping waits for the one in hand', async () => {
  const gate = Promise.withResolvers<void>()
  const { rounds, service } = counting(gate.promise)
  await service.start()
  await vi.advanceTimersByTimeAsync(3 * hour)
  expect(rounds).toEqual({ begun: 1, done: 0 })
  const stopped = vi.fn()
  const stop = service.stop().then(stopped)
  await vi.advanceTimersByTimeAsync(hour)
  expect(stopped).not.toHaveBeenCalled()
  gate.resolve()
  await stop
  expect(rounds).toEqual({ begun: 1, done: 1 })
})

test('no round comes after it stopped, and it may be stopped twice, and before it starts', async () => {
  const { rounds, service } = counting()
  await service.stop()
  await service.start()
  await service.stop()
  await vi.advanceTimersByTimeAsync(hour)
  await service.stop()
  expect(rounds.begun).toBe(1)
})
