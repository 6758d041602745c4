import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Log, openLog } from '../../observability/index.ts'
import { ask, makeAuth, makeDatabase, type Session, secret } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
const lines: string[] = []
let log: Log

beforeAll(async () => {
  place = await makeDatabase(usersSql)
  const to = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) })
  log = await openLog({ level: 'trace', to })
})
afterAll(() => place.stop())

/** Everything that an error carries, its causes included. */
function inside(error: unknown): string {
  const { message, details, code, hint, stack, cause } = error as Error & Record<string, unknown>
  return JSON.stringify({ message, details, code, hint, stack }) + (cause === undefined ? '' : inside(cause))
}

describe('secrets', () => {
  it('16.2.5 are in no log line and in no error, whatever goes wrong', async () => {
    const auth = makeAuth({ schema: { users }, options: { users, roles }, database: place.database, log })
    const seen: string[] = []
    const issued: string[] = []
    const attempt = async (name: string, body?: unknown, token?: string): Promise<Session | undefined> => {
      const asking = token === undefined ? { log } : { log, token }
      const answer = await ask(auth, name, body, asking).catch(error => void seen.push(inside(error)))
      if (answer?.accessToken !== undefined) issued.push(answer.accessToken)
      if (answer?.refreshToken !== undefined) issued.push(answer.refreshToken)
      return answer ?? undefined
    }
    const ada = { name: 'Ada', email: 'ada@example.com', password: 'CANARY-password-1' }
    const session = await attempt('register', ada)
    await attempt('register', ada)
    await attempt('register', { ...ada, email: 'x', extra: 'CANARY-extra' })
    await attempt('register', { ...ada, email: 'b@example.com', password: 'CANARY'.repeat(30) })
    await attempt('login', { email: ada.email, password: 'CANARY-wrong' })
    await attempt('login', { email: 'CANARY@example.com', password: 'CANARY-unknown' })
    await attempt('login', { email: ada.email, password: ada.password })
    await attempt('update', { password: 'CANARY-password-2' }, session?.accessToken)
    await attempt('update', { password: 'CANARY' }, session?.accessToken)
    await attempt('update', { nickname: 'CANARY\0' }, session?.accessToken)
    await attempt('refresh', { refreshToken: 'CANARY-refresh' })
    await attempt('refresh', { refreshToken: session?.refreshToken })
    await attempt('refresh', { refreshToken: session?.refreshToken })
    await attempt('me', undefined, `CANARY.${session?.accessToken}`)
    await place.asOwner('alter table plinth.credentials rename to credentials_away')
    await attempt('login', { email: ada.email, password: 'CANARY-broken' })
    await attempt('register', { ...ada, email: 'c@example.com' })
    await attempt('logout', { refreshToken: session?.refreshToken }, session?.accessToken)
    await place.asOwner('alter table plinth.credentials_away rename to credentials')

    const rows = await place.asOwner<{ password_hash: string }>('select password_hash from plinth.credentials')
    const text = [...lines, ...seen].join('\n')
    expect(seen.length).toBeGreaterThan(9)
    expect(lines.length).toBeGreaterThan(4)
    for (const found of ['CANARY', secret, ...issued, ...rows.map(row => row.password_hash)]) {
      expect(text).not.toContain(found)
    }
    expect(text).not.toContain(ada.email)
  })
})
