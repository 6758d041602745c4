import type { Context } from '../context/index.ts'
import type { Effect, Entry, Outbox } from '../outbox/index.ts'
import { eventErrors } from './errors.ts'
import type { EventType, Subscription } from './event.ts'

/** `ctx.events`. */
export interface Events {
  /**
   * Tells every subscription, after the commit of the ambient transaction and only if it commits. Outside of a
   * transaction the event is stored at once. Throws EVENT_INVALID when the data does not fit.
   */
  emit<Data>(type: EventType<Data>, data: Data): Promise<void>
}

/** Knows who subscribes to what; compiled once at boot. */
export class Subscriptions {
  readonly #byTopic = new Map<string, Map<string, Subscription>>()

  constructor(subscriptions: readonly Subscription[]) {
    for (const subscription of subscriptions) {
      const { topic, name } = subscription
      const named = this.#byTopic.get(topic) ?? new Map<string, Subscription>()
      if (named.has(name)) throw eventErrors.SUBSCRIPTION_TWICE({ topic, name })
      this.#byTopic.set(topic, named.set(name, subscription))
    }
  }

  /** The effects of one event: one for each subscription, so that each is retried on its own. */
  effects(type: EventType, data: unknown): Effect[] {
    const checked = type.schema.safeParse(data)
    if (!checked.success) {
      throw eventErrors.EVENT_INVALID({ topic: type.topic, problem: checked.error.issues[0]?.message ?? 'unknown' })
    }
    const names = [...(this.#byTopic.get(type.topic)?.keys() ?? [])]
    return names.map(subscriber => ({ topic: type.topic, subscriber, payload: data }))
  }

  /** Runs the subscription that an entry is for. */
  async deliver(entry: Entry, ctx: Context): Promise<void> {
    const { topic, subscriber, id, attempt, payload } = entry
    const subscription = this.#byTopic.get(topic)?.get(subscriber)
    if (subscription === undefined) throw eventErrors.SUBSCRIPTION_UNKNOWN({ topic, subscriber })
    const event = { id, topic, attempt, data: subscription.schema.parse(payload) as never }
    await subscription.run(Object.assign(Object.create(ctx) as Context, { event }))
  }
}

/** `ctx.events` of one context. */
export function eventsOf(ctx: Context, subscriptions: Subscriptions, outbox: Outbox): Events {
  return {
    emit: (type, data) => {
      const origin = { tenant: ctx.actor.tenant, actor: ctx.actor.id, requestId: ctx.requestId }
      return outbox.put(subscriptions.effects(type as EventType, data), origin)
    },
  }
}

declare module '../context/context.ts' {
  interface Context {
    /** Tells other modules what happened, after the commit. */
    readonly events: Events
  }
}
