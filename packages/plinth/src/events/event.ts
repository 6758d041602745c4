import type { z } from 'zod'
import type { Context } from '../context/index.ts'

/** Something that happened, with the shape of what is told about it. Made by `event`. */
export interface EventType<Data = unknown> {
  readonly kind: 'event'
  /** `orders.paid`: module, then what happened. */
  readonly topic: string
  readonly schema: z.ZodType<Data>
}

/** One event as a subscriber gets it. `id` is the same at every try: use it to do outside work only once. */
export interface DeliveredEvent<Data> {
  readonly id: string
  readonly topic: string
  readonly data: Data
  /** 1 at the first try. */
  readonly attempt: number
}

/** What runs when an event has happened. Made by `on`. */
export interface Subscription {
  readonly kind: 'subscription'
  readonly topic: string
  /** Names the subscription in logs and dead letters. */
  readonly name: string
  readonly schema: z.ZodType
  readonly run: (args: Context & { readonly event: DeliveredEvent<never> }) => Promise<void> | void
}

/** Declares an event. Its data is checked when it is emitted, so subscribers can trust it. */
export function event<Schema extends z.ZodType>(topic: string, schema: Schema): EventType<z.output<Schema>> {
  return Object.freeze({ kind: 'event', topic, schema }) as EventType<z.output<Schema>>
}

/**
 * Subscribes to an event. Runs after the commit of what it is about, in the same tenant, at least once: again after
 * a failure (10 times over about 17 minutes), then it becomes a dead letter. What it writes to the database
 * commits together with the event's removal, so those effects happen exactly once.
 */
export function on<Data>(
  type: EventType<Data>,
  options: {
    /** Unique within the topic; it names the subscription in the outbox, so do not rename it while events wait. */
    readonly name: string
    readonly run: (args: Context & { readonly event: DeliveredEvent<Data> }) => Promise<void> | void
  },
): Subscription {
  return Object.freeze({
    kind: 'subscription',
    topic: type.topic,
    name: options.name,
    schema: type.schema,
    run: options.run as Subscription['run'],
  })
}
