import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ApiKeys } from '../keys/keys.ts'
import { Secrets } from '../secrets.ts'
import { Sessions } from '../sessions/sessions.ts'
import { shutOut } from '../sessions/shut.ts'
import type { Tokens } from '../tokens/tokens.ts'
import { codeOf, makeDatabase, secret } from './backend.ts'

let place: Awaited<ReturnType<typeof makeDatabase>>
let sessions: Sessions
let user: string
let revoked: readonly string[]

beforeAll(async () => {
  place = await makeDatabase('')
  sessions = new Sessions({
    database: place.database,
    secrets: new Secrets(secret),
    refresh: 3600,
    absolute: 3600,
  })
})
afterAll(() => place.stop())
beforeEach(() => {
  user = randomUUID()
  revoked = []
})

/** A login that opens its session after the others were ended, and before that is committed. */
const late = () =>
  new Proxy(sessions, {
    get(target, name) {
      if (name !== 'endOthers') return Reflect.get(target, name).bind(target)
      return async (...args: Parameters<Sessions['endOthers']>) => {
        const ended = await target.endOthers(...args)
        if (place.database.inTransaction) await place.database.outside(() => target.open(user, null))
        return ended
      }
    },
  })

function shut(kept: string | null, change: () => Promise<void> = async () => {}) {
  const revoke = async (...ended: string[]): Promise<void> => {
    revoked = ended
  }
  const tokens = { revoke } as unknown as Tokens
  const keys = { idsOf: async () => ['a key'] } as unknown as ApiKeys
  return shutOut(
    { database: place.database, sessions: late(), tokens, keys },
    { user, kept, reason: 'disabled', change },
  )
}

describe('shutting somebody out', () => {
  it('7.4.2 ends a session that opens between the end of the others and the commit', async () => {
    const before = await sessions.open(user, null)
    await shut(null)
    expect(await sessions.list(user)).toEqual([])
    expect(revoked).toHaveLength(3)
    expect(revoked).toEqual(expect.arrayContaining([before.id, 'a key']))
  })

  it('leaves the session that asks, and those of others', async () => {
    const [own, other] = [await sessions.open(user, null), await sessions.open(randomUUID(), null)]
    await shut(own.id)
    expect((await sessions.list(user)).map(({ id }) => id)).toEqual([own.id])
    expect(await sessions.isOpen(other.id, 0)).toBe(true)
  })

  it('ends nothing when the change fails', async () => {
    const session = await sessions.open(user, null)
    const failing = shut(null, async () => {
      throw new Error('no')
    })
    expect(await codeOf(failing)).toContain('no')
    expect(await sessions.isOpen(session.id, 0)).toBe(true)
    expect(revoked).toEqual([])
  })
})

it('a session that has been over for 30 days is swept, an open or younger one is not', async () => {
  const [old, young, open, late] = [
    await sessions.open(user, null),
    await sessions.open(user, null),
    await sessions.open(user, null),
    await sessions.open(user, null),
  ]
  await place.asOwner(`update plinth.sessions set ended_at = now() - interval '31 days' where id = '${old.id}'`)
  await place.asOwner(`update plinth.sessions set ended_at = now() - interval '29 days' where id = '${young.id}'`)
  await place.asOwner(`update plinth.sessions set expires_at = now() - interval '31 days' where id = '${late.id}'`)
  await sessions.sweep()
  const left = await place.asOwner<{ id: string }>(
    `select id::text as id from plinth.sessions where user_id = '${user}'`,
  )
  expect(left.map(({ id }) => id).toSorted()).toEqual([young.id, open.id].toSorted())
})
