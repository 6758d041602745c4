import { describe, expect, test } from 'vitest'
import { answer, makeGlobal, type Thing, use, type Value } from '../index.ts'
import type { Slot } from '../values/value.ts'

/** An object that counts how often somebody goes into it. */
function counting(key: string, members: Record<string, Value>, seen: string[]): Thing {
  const thing = makeGlobal(key, members)
  const { slots } = thing
  return Object.defineProperty(thing, 'slots', {
    get: (): Map<string, Slot> => {
      seen.push(key)
      return slots
    },
  })
}

function source(id: string) {
  return { id, used: new Set<string>(), types: new Map() }
}

describe('what is used is gone through', () => {
  test('once, where rows know their list, and the list its rows', () => {
    const seen: string[] = []
    const known: Thing[] = []
    const everybody: Value = known
    for (let at = 0; at < 30; at += 1) known.push(counting(`row ${at}`, { siblings: everybody }, seen))
    use(everybody)
    // A row may be met at each of three levels.
    expect(seen.length).toBeLessThanOrEqual(90)
  })

  test('again, where something that was met deep down stands higher up, too', () => {
    const asked = source('asked')
    const shared = makeGlobal('shared', { inner: [makeGlobal('inner', { last: [answer(asked, 'name')] })] })
    const deep = makeGlobal('deep', { one: [makeGlobal('middle', { two: [shared] })] })
    use([deep])
    expect([...asked.used]).toEqual([])
    use([deep, shared])
    expect([...asked.used]).toEqual(['name'])
  })
})
