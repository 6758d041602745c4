import { expect, test } from 'vitest'
import { type Actor, anyone } from '../../access/index.ts'
import type { LimitClass, Operation } from '../../operations/index.ts'
import type { RestParts } from '../index.ts'
import { ada, noteOperations, startServer, testParts } from './kit.ts'

const key: Actor = { ...ada, kind: 'key', id: 'k1', tenant: 't1' }

/** Asks one operation of a class once; what was counted, and the answer. */
async function countedBy(cls: LimitClass, token: string | undefined, more: Partial<RestParts> = {}, path = '/notes') {
  const counted: string[] = []
  const limit: RestParts['limit'] = async (name, by, own) => {
    counted.push(`${name} ${by}${own === undefined ? '' : ` ${own.points}`}`)
    return { allowed: true, name, limit: 9, seconds: 60, remaining: 8, resetSeconds: 60 }
  }
  const operations = noteOperations().map((operation): Operation => ({ ...operation, allow: anyone, limit: cls }))
  const identify: NonNullable<RestParts['identify']> = credentials =>
    credentials.token === 'key' ? key : testParts().identify(credentials, { host: '' })
  await using running = await startServer(
    testParts({ operations, limit, identify, actorLimits: { user: true }, ...more }),
  )
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const answer = await fetch(`${running.url}/api${path}`, { headers })
  return { counted, answer }
}

const here = '127.0.0.1'

test.each<[LimitClass, string | undefined, string[]]>([
  ['api', undefined, [`api ${here}`]],
  ['api', 'ada', [`api ${here}`, 'user user:u1']],
  ['api', 'key', [`api ${here}`, 'user key:k1']],
  ['auth', undefined, [`api ${here}`, `auth ${here}`]],
  // Not by user: whoever guesses passwords could bring a token of his own.
  ['auth', 'ada', [`api ${here}`, `auth ${here}`, 'user user:u1']],
  ['uploads', undefined, [`api ${here}`, `uploads ${here}`]],
  ['uploads', 'ada', [`api ${here}`, 'uploads user:u1', 'user user:u1']],
  ['search', 'key', [`api ${here}`, 'search key:k1', 'user key:k1']],
  ['export', 'ada', [`api ${here}`, 'export user:u1', 'user user:u1']],
  ['none', 'ada', []],
])('2.4.1 an operation of the class %s, asked as %s, counts by %j', async (cls, token, expected) => {
  const { counted, answer } = await countedBy(cls, token)
  expect(counted).toEqual(expected)
  expect(answer.headers.has('ratelimit')).toBe(expected.length > 0)
})

test('2.4.1 a list counts as a search where it searches', async () => {
  expect((await countedBy('api', 'ada', {}, '/notes?search=x')).counted).toContain('search user:u1')
  expect((await countedBy('search', 'ada', {}, '/notes?search=x')).counted).toEqual([
    `api ${here}`,
    'search user:u1',
    'user user:u1',
  ])
})

test('a tenant counts by its plan, where it has one; visitors do not use it up', async () => {
  const tenant = (id: string) => (id === 't1' ? { points: 50, seconds: 60 } : undefined)
  const limits = { actorLimits: { user: false, tenant } }
  expect((await countedBy('api', 'key', limits)).counted).toEqual([`api ${here}`, 'tenant t1 50'])
  expect((await countedBy('api', 'ada', limits)).counted).toEqual([`api ${here}`])
  expect((await countedBy('api', undefined, limits)).counted).toEqual([`api ${here}`])
})

test('a limit that is used up ends the request before the operation runs', async () => {
  let ran = false
  const operations = noteOperations().map(
    (operation): Operation => ({
      ...operation,
      limit: 'export',
      run: async (...args) => {
        ran = true
        return operation.run(...args)
      },
    }),
  )
  const limit: RestParts['limit'] = async name => ({
    allowed: name !== 'export',
    name,
    limit: 5,
    seconds: 60,
    remaining: 0,
    resetSeconds: 33,
  })
  await using running = await startServer(testParts({ operations, limit }))
  const answer = await fetch(`${running.url}/api/notes`)
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toBe('33')
  expect(answer.headers.get('ratelimit')).toBe('"api";r=0;t=33, "export";r=0;t=33')
  expect(ran).toBe(false)
})
