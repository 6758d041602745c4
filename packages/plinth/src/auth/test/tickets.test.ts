import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Tickets } from '../tickets/tickets.ts'
import { makeDatabase } from './backend.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let tickets: Tickets

beforeAll(async () => {
  place = await makeDatabase('')
  tickets = new Tickets(place.database)
})
afterAll(() => place.stop())

const issue = (more = {}) => tickets.issue({ purpose: 'reset', user: 'u1', payload: { a: 1 }, lifetime: 60, ...more })

describe('6.4.1 a ticket', () => {
  it.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}\n`])('is not %j', async text => {
    expect(await tickets.take('reset', text)).toBeUndefined()
    await tickets.fail('reset', text)
  })

  it('is no good for anything else than it was made for', async () => {
    const text = await issue()
    expect(await tickets.take('verify', text)).toBeUndefined()
    expect(await tickets.look('email', text)).toBeUndefined()
    expect(await tickets.take('reset', text)).toEqual({ user: 'u1', tenant: null, payload: { a: 1 } })
  })

  it('is taken once, of twenty at once too', async () => {
    const text = await issue()
    const taken = await Promise.all(Array.from({ length: 20 }, () => tickets.take('reset', text)))
    expect(taken.filter(each => each !== undefined)).toHaveLength(1)
  })

  it('is over at its time', async () => {
    const text = await issue()
    await place.asOwner('update plinth.tickets set expires_at = now()')
    expect(await tickets.take('reset', text)).toBeUndefined()
  })

  it('is over after five wrong answers', async () => {
    const text = await issue()
    for (let time = 0; time < 4; time++) await tickets.fail('reset', text)
    expect(await tickets.look('reset', text)).toBeDefined()
    await tickets.fail('reset', text)
    expect(await tickets.look('reset', text)).toBeUndefined()
  })

  it('goes when all of its user go, and leaves those of others', async () => {
    const [own, other] = [await issue(), await issue({ user: 'u2' })]
    await tickets.revoke('reset', 'u1')
    expect(await tickets.take('reset', own)).toBeUndefined()
    expect(await tickets.take('reset', other)).toBeDefined()
  })

  it('is kept as a hash, until it is swept', async () => {
    await place.asOwner('delete from plinth.tickets')
    const text = await issue()
    const [row] = await place.asOwner<{ text: string }>('select t::text as text from plinth.tickets t')
    expect(row?.text).not.toContain(text)
    expect(row?.text).not.toContain(Buffer.from(text, 'base64url').toString('hex'))
    await tickets.sweep()
    expect(await tickets.look('reset', text)).toBeDefined()
    await place.asOwner(`update plinth.tickets set expires_at = now() - interval '1 second'`)
    await tickets.sweep()
    expect(await place.asOwner('select 1 from plinth.tickets')).toEqual([])
  })
})
