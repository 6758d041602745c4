import { Writable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashedId, type Log, openLog } from '../../observability/index.ts'
import { ask, askSession, codeOf, makeAuth, makeDatabase, type Session } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let auth: ReturnType<typeof makeAuth>
let log: Log
let ada: Session
const lines: string[] = []

beforeAll(async () => {
  place = await makeDatabase(usersSql)
  const to = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(String(chunk))) })
  log = (await openLog({ level: 'info', to })).with({ requestId: 'r1' })
  auth = makeAuth({ schema: { users }, options: { users, roles }, database: place.database, log })
})
afterAll(() => place.stop())
beforeEach(async () => {
  await place.asOwner('truncate users, plinth.credentials, plinth.sessions')
  ada = await askSession(auth, 'register', { name: 'Ada', email: 'ada@example.com', password: 'correct horse' })
  lines.length = 0
})

const login = (email: string, password: string) => codeOf(ask(auth, 'login', { email, password }, { log }))
const said = () => lines.map(line => JSON.parse(line) as Record<string, unknown>)

describe('16.3.1 a login', () => {
  it('leaves one line, with the time, who, from where, and the request', async () => {
    await login('ada@example.com', 'correct horse')
    expect(said()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        requestId: 'r1',
        user: hashedId(String(ada.user.id)),
        tenant: null,
        address: '192.0.2.7',
        msg: 'A user signed in.',
      },
    ])
  })

  it('16.3.2 leaves one line when it failed, of somebody and of nobody, without what was typed', async () => {
    await login('ada@example.com', 'CANARY horse')
    await login('CANARY@example.com', 'correct horse')
    expect(said().map(({ user, msg }) => [user, msg])).toEqual([
      [hashedId(String(ada.user.id)), 'A login failed.'],
      [null, 'A login failed.'],
    ])
    expect(lines.join('')).not.toMatch(/CANARY|ada@example/)
  })
})
