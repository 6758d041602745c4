import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ask, askSession, codeOf, makeAuth, makeDatabase, type Session } from './backend.ts'
import { roles, users, usersSql } from './shop.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let auth: ReturnType<typeof makeAuth>
let ada: Session
let now = Date.now()
let app: TOTP
let recovery: string[]

const person = { email: 'ada@example.com', password: 'correct horse' }

beforeAll(async () => {
  place = await makeDatabase(usersSql)
  auth = makeAuth({ schema: { users }, options: { users, roles }, database: place.database, clock: () => now })
})
afterAll(() => place.stop())
beforeEach(async () => {
  now = Date.now()
  await place.asOwner('truncate users, plinth.credentials, plinth.sessions, plinth.second_factors, plinth.tickets')
  ada = await askSession(auth, 'register', { name: 'Ada', ...person })
  const begun = await own('beginTotp', { password: person.password })
  app = new TOTP({ secret: Secret.fromBase32(String(begun.secret)), period: 30 })
  recovery = (await own('confirmTotp', { code: next() })).recoveryCodes as string[]
  now += 60_000
})

const own = async (name: string, body?: object) =>
  (await ask(auth, name, body, { token: ada.accessToken })) as unknown as Record<string, unknown>
const next = (steps = 0) => app.generate({ timestamp: now + steps * 30_000 })
async function ticketOf(): Promise<string> {
  try {
    await ask(auth, 'login', person)
  } catch (error) {
    const { code, details } = error as { code: string; details: { ticket: string } }
    if (code === 'AUTH_SECOND_FACTOR_NEEDED') return details.ticket
  }
  throw new Error('the login asked for no second factor')
}
const second = async (code: string, ticket?: string) =>
  ask(auth, 'loginSecond', { ticket: ticket ?? (await ticketOf()), code })

describe('a login with a second factor', () => {
  it('gives nothing for the password alone, and no hint of it for a wrong one', async () => {
    expect(await codeOf(ask(auth, 'login', person))).toBe('AUTH_SECOND_FACTOR_NEEDED')
    expect(await codeOf(ask(auth, 'login', { ...person, password: 'wrong horse' }))).toBe('AUTH_WRONG_CREDENTIALS')
  })

  it('6.5.1 takes a code once, also at another login and at once', async () => {
    const code = next()
    const tickets = [await ticketOf(), await ticketOf(), await ticketOf()]
    const codes = await Promise.all(tickets.map(ticket => codeOf(second(code, ticket))))
    expect(codes.toSorted()).toEqual(['AUTH_CODE_WRONG', 'AUTH_CODE_WRONG', 'no error'])
    expect(await codeOf(second(code))).toBe('AUTH_CODE_WRONG')
  })

  it('6.5.5 takes the code of now and of one step to either side, and none further off', async () => {
    expect(await codeOf(second(next(-2)))).toBe('AUTH_CODE_WRONG')
    expect(await codeOf(second(next(2)))).toBe('AUTH_CODE_WRONG')
    expect(await codeOf(second(next(-1)))).toBe('no error')
    expect(await codeOf(second(next()))).toBe('no error')
    expect(await codeOf(second(next(1)))).toBe('no error')
    expect(await codeOf(second(next()))).toBe('AUTH_CODE_WRONG')
  })

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', ' ', "' or 1=1"])('refuses the code %j', async code => {
    expect(await codeOf(second(code))).toMatch(/^(AUTH_CODE_WRONG|VALIDATION_FAILED)$/)
  })

  it('ends its ticket after five wrong codes, and with its first right one', async () => {
    const ticket = await ticketOf()
    for (let time = 0; time < 5; time++) expect(await codeOf(second('000000', ticket))).toBe('AUTH_CODE_WRONG')
    expect(await codeOf(second(next(), ticket))).toBe('AUTH_TICKET_INVALID')
    const other = await ticketOf()
    expect(await codeOf(second(next(), other))).toBe('no error')
    expect(await codeOf(second(next(1), other))).toBe('AUTH_TICKET_INVALID')
  })

  it('takes a recovery code in place of a code, each once, however it is typed', async () => {
    const [first = '', other = ''] = recovery
    expect(await codeOf(second(first))).toBe('no error')
    expect(await codeOf(second(first))).toBe('AUTH_CODE_WRONG')
    expect(await codeOf(second(` ${other.replace('-', ' ').toUpperCase()}`))).toBe('no error')
    expect(new Set(recovery).size).toBe(10)
  })
})

describe('an authenticator', () => {
  it('is not set up by who has only found an open session', async () => {
    await own('removeTotp', { code: next() })
    expect(await codeOf(own('beginTotp', {}))).toBe('AUTH_WRONG_CREDENTIALS')
    expect(await codeOf(own('beginTotp', { password: 'wrong horse' }))).toBe('AUTH_WRONG_CREDENTIALS')
  })

  it('is neither replaced nor turned off without a code', async () => {
    expect(await codeOf(own('beginTotp', { password: person.password }))).toBe('AUTH_TOTP_ON')
    expect(await codeOf(own('removeTotp', { code: '000000' }))).toBe('AUTH_CODE_WRONG')
    expect(await own('totp')).toEqual({ enabled: true })
    await own('removeTotp', { code: recovery[0] })
    expect(await own('totp')).toEqual({ enabled: false })
    expect(await codeOf(ask(auth, 'login', person))).toBe('no error')
  })

  it('asks for nothing before it is confirmed', async () => {
    await own('removeTotp', { code: next() })
    await own('beginTotp', { password: person.password })
    expect(await codeOf(ask(auth, 'login', person))).toBe('no error')
    expect(await codeOf(own('confirmTotp', { code: next(1) }))).toBe('AUTH_CODE_WRONG')
  })

  it('is kept sealed, and its recovery codes as hashes', async () => {
    const [row] = await place.asOwner<{ text: string; sealed: Buffer }>(
      'select f::text as text, sealed from plinth.second_factors f',
    )
    for (const code of recovery) expect(row?.text).not.toContain(code)
    expect(row?.sealed.includes(Buffer.from(app.secret.bytes))).toBe(false)
  })
})
