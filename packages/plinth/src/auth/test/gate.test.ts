import { describe, expect, it } from 'vitest'
import { Gate } from '../passwords/gate.ts'
import { codeOf } from './backend.ts'

describe('the gate before hashing', () => {
  it('turns away whoever finds the line full, and serves the others in order, two at a time', async () => {
    const gate = new Gate(2, 3)
    const ends: (() => void)[] = []
    const served: number[] = []
    const work = (who: number) =>
      gate.run(() => {
        served.push(who)
        return new Promise<void>(resolve => ends.push(resolve))
      })
    const all = [0, 1, 2, 3, 4].map(work)
    expect(await codeOf(work(5))).toBe('AUTH_BUSY')
    expect(served).toEqual([0, 1])
    for (let at = 0; at < 5; at++) {
      ends[at]?.()
      await all[at]
      await Promise.resolve()
    }
    expect(served).toEqual([0, 1, 2, 3, 4])
  })

  it('lets the next one in after a failure', async () => {
    const gate = new Gate(1, 1)
    const failing = gate.run(() => Promise.reject(new Error('broken')))
    const next = gate.run(async () => 'served')
    await expect(failing).rejects.toThrow('broken')
    expect(await next).toBe('served')
  })
})
