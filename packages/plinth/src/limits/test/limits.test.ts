import { describe, expect, it, vi } from 'vitest'
import { Counter } from '../counter.ts'
import { createLimits } from '../limits.ts'
import { resolveLimits } from '../options.ts'

const small = resolveLimits({ api: { points: 3 }, auth: { points: 1, seconds: 2 } })

describe('limits', () => {
  it('refuses the request after the last point, and says when to come back', async () => {
    const limits = createLimits(small)
    const hits = []
    for (let request = 0; request < 5; request++) hits.push(await limits.hit('api', '192.0.2.1'))
    expect(hits.map(hit => hit.allowed)).toEqual([true, true, true, false, false])
    expect(hits.map(hit => hit.remaining)).toEqual([2, 1, 0, 0, 0])
    for (const hit of hits) expect(hit).toMatchObject({ limit: 3, resetSeconds: 60 })
  })

  it('never lets more through than the points when requests come at once', async () => {
    const limits = createLimits(small)
    const hits = await Promise.all(Array.from({ length: 50 }, () => limits.hit('api', 'a')))
    expect(hits.filter(hit => hit.allowed)).toHaveLength(3)
  })

  it('counts classes and keys apart', async () => {
    const limits = createLimits(small)
    expect((await limits.hit('auth', 'a')).allowed).toBe(true)
    expect((await limits.hit('auth', 'a')).allowed).toBe(false)
    expect((await limits.hit('auth', 'b')).allowed).toBe(true)
    expect((await limits.hit('api', 'a')).remaining).toBe(2)
  })

  it('begins anew when the window is over', async () => {
    vi.useFakeTimers()
    try {
      const limits = createLimits(small)
      await limits.hit('auth', 'a')
      expect(await limits.hit('auth', 'a')).toMatchObject({ allowed: false, resetSeconds: 2 })
      vi.advanceTimersByTime(1_999)
      expect(await limits.hit('auth', 'a')).toMatchObject({ allowed: false, resetSeconds: 1 })
      vi.advanceTimersByTime(2)
      expect((await limits.hit('auth', 'a')).allowed).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  it('allows everything in the class none', async () => {
    expect((await createLimits(small).hit('none', 'a')).allowed).toBe(true)
  })

  it('keeps a bounded number of keys, and forgets the oldest window first', async () => {
    const counter = new Counter({ points: 2, seconds: 60 }, 100)
    for (let key = 0; key < 1_000; key++) await counter.hit(`key-${key}`)
    expect(counter.size).toBe(100)
    expect((await counter.hit('key-999')).remaining).toBe(0)
    expect((await counter.hit('key-0')).remaining).toBe(1)
  })
})

describe('limit options', () => {
  it('refuses what cannot be counted', () => {
    for (const limit of [{ points: 0 }, { points: 1.5 }, { points: Number.NaN }, { points: 1, seconds: 100_000 }]) {
      expect(() => resolveLimits({ api: limit })).toThrow(expect.objectContaining({ code: 'LIMIT_UNFIT' }))
    }
    expect(() => resolveLimits({ apii: { points: 1 } } as object)).toThrow(/api/)
  })

  it('takes 100 and 5 a minute, then the variables, then the options of the backend', () => {
    expect(resolveLimits()).toEqual({ api: { points: 100, seconds: 60 }, auth: { points: 5, seconds: 60 } })
    expect(resolveLimits({}, { api: 9, auth: 8 }).auth.points).toBe(8)
    expect(resolveLimits({ auth: { points: 7 } }, { api: 9, auth: 8 })).toMatchObject({
      api: { points: 9 },
      auth: { points: 7 },
    })
  })
})
