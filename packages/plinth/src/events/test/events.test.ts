import { expect, it } from 'vitest'
import type { Context } from '../../context/index.ts'
import { z } from '../../zod.ts'
import { type DeliveredEvent, event, on } from '../event.ts'
import { Subscriptions } from '../events.ts'

const paid = event('orders.paid', z.object({ id: z.string() }))
const entry = {
  id: '1',
  topic: 'orders.paid',
  payload: { id: 'a' },
  attempt: 2,
  tenant: null,
  actor: null,
  requestId: 'r',
}

it('refuses to emit what does not fit the event', () => {
  const subscriptions = new Subscriptions([on(paid, { name: 'mail', run() {} })])
  expect(() => subscriptions.effects(paid, { id: 7 })).toThrow(expect.objectContaining({ code: 'EVENT_INVALID' }))
})

it('refuses two subscriptions of one name at boot', () => {
  const mail = on(paid, { name: 'mail', run() {} })
  expect(() => new Subscriptions([mail, mail])).toThrow(expect.objectContaining({ code: 'SUBSCRIPTION_TWICE' }))
})

it('does not lose an entry whose subscription is gone', async () => {
  const delivery = new Subscriptions([]).deliver({ ...entry, subscriber: 'gone' }, {} as Context)
  await expect(delivery).rejects.toMatchObject({ code: 'SUBSCRIPTION_UNKNOWN' })
})

it('makes one effect for each subscription, so that each is retried alone', () => {
  const subscriptions = new Subscriptions([on(paid, { name: 'mail', run() {} }), on(paid, { name: 'stock', run() {} })])
  expect(subscriptions.effects(paid, { id: 'a' }).map(effect => effect.subscriber)).toEqual(['mail', 'stock'])
})

it('hands the event over with the context', async () => {
  const seen: DeliveredEvent<{ id: string }>[] = []
  const mail = on(paid, { name: 'mail', run: args => void seen.push(args.event) })
  await new Subscriptions([mail]).deliver({ ...entry, subscriber: 'mail' }, {} as Context)
  expect(seen).toEqual([{ id: '1', topic: 'orders.paid', attempt: 2, data: { id: 'a' } }])
})
