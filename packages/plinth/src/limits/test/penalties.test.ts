import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MemoryDriver } from '../drivers/memory.ts'
import { penaltiesOf } from '../penalties.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('2.4.1 five attempts are free, then each failure doubles the delay, up to 15 minutes', async () => {
  const penalties = penaltiesOf(new MemoryDriver(), 'login')
  const delays: number[] = []
  for (let attempt = 0; attempt < 18; attempt++) {
    expect(await penalties.attempt('ada')).toBe(0)
    const wait = await penalties.wait('ada')
    delays.push(wait)
    vi.advanceTimersByTime(wait * 1000)
  }
  expect(delays).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900])
})

test('an attempt within the delay is refused with the seconds to wait, and makes it no longer', async () => {
  const penalties = penaltiesOf(new MemoryDriver(), 'login', { free: 1, first: 10 })
  expect(await penalties.attempt('ada')).toBe(0)
  for (let attempt = 0; attempt < 100; attempt++) expect(await penalties.attempt('ada')).toBe(10)
  vi.advanceTimersByTime(9_500)
  expect(await penalties.attempt('ada')).toBe(1)
  vi.advanceTimersByTime(500)
  expect(await penalties.attempt('ada')).toBe(0)
  expect(await penalties.wait('ada')).toBe(20)
})

test('a hundred at once get no more than the free ones', async () => {
  const penalties = penaltiesOf(new MemoryDriver(), 'login')
  const waits = await Promise.all(Array.from({ length: 100 }, () => penalties.attempt('ada')))
  expect(waits.filter(wait => wait === 0)).toHaveLength(5)
})

test('success forgets; keys and names are apart', async () => {
  const driver = new MemoryDriver()
  const penalties = penaltiesOf(driver, 'login', { free: 1 })
  await penalties.attempt('ada')
  expect(await penalties.wait('ada')).toBe(1)
  expect(await penalties.wait('bob')).toBe(0)
  expect(await penaltiesOf(driver, 'totp', { free: 1 }).attempt('ada')).toBe(0)
  await penalties.clear('ada')
  expect(await penalties.attempt('ada')).toBe(0)
})

test('all is forgotten a day after the first failure', async () => {
  const penalties = penaltiesOf(new MemoryDriver(), 'login', { free: 2, first: 60 })
  await penalties.attempt('ada')
  vi.advanceTimersByTime(86_400_001)
  expect(await penalties.attempt('ada')).toBe(0)
  expect(await penalties.wait('ada')).toBe(0)
})

test('2.4.1 a patient attacker has about 110 guesses a day', async () => {
  const penalties = penaltiesOf(new MemoryDriver(), 'login')
  let guesses = 0
  for (let second = 0; second < 86_399; ) {
    const wait = await penalties.attempt('ada')
    if (wait === 0) guesses++
    second += wait
    vi.advanceTimersByTime(wait * 1000)
  }
  expect(guesses).toBeGreaterThan(100)
  expect(guesses).toBeLessThan(115)
})
