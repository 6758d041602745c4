import { describe, expect, it } from 'vitest'
import { nobodyActor } from '../../access/index.ts'
import { type Identity, TokenCache } from '../tokens/token-cache.ts'

const identity = (session: string, expires = 1000): Identity => ({ actor: nobodyActor, session, tenant: null, expires })

describe('the cache of tokens', () => {
  it('never gives an expired one, and forgets it', () => {
    const cache = new TokenCache(10)
    cache.set('a', identity('s'))
    expect(cache.get('a', 999)).toBeDefined()
    expect(cache.get('a', 1000)).toBeUndefined()
    expect(cache.size).toBe(0)
  })

  it('forgets every token of a session that ended, and no other', () => {
    const cache = new TokenCache(10)
    cache.set('a', identity('s'))
    cache.set('b', identity('s'))
    cache.set('c', identity('t'))
    cache.revoke('s')
    cache.revoke('unknown')
    expect(['a', 'b', 'c'].map(token => cache.get(token, 0) !== undefined)).toEqual([false, false, true])
  })

  it('keeps so many and no more: the one that was used longest ago leaves', () => {
    const cache = new TokenCache(3)
    for (const token of ['a', 'b', 'c']) cache.set(token, identity(token))
    cache.get('a', 0)
    for (let more = 0; more < 100; more++) {
      cache.set(`d${more}`, identity('s'))
      cache.get('a', 0)
    }
    expect(cache.size).toBe(3)
    expect(cache.get('a', 0)).toBeDefined()
    expect(cache.get('b', 0)).toBeUndefined()
    cache.revoke('s')
    expect(cache.size).toBe(1)
  })
})
