// States of an entry: waiting (available_at <= now) -> leased (available_at one lease ahead) -> gone (deleted in the
// transaction of its handler), or -> waiting again after a failure, with a growing delay, or -> dead letter after the
// last attempt. A process that dies while it holds a lease loses nothing: the lease runs out and another one takes over.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from '../data/index.ts'
import type { Service } from '../lifecycle/index.ts'
import type { Log } from '../observability/index.ts'
import type { Origin } from './outbox.ts'

export interface Entry extends Origin {
  readonly id: string
  readonly topic: string
  readonly subscriber: string
  readonly payload: unknown
  /** 1 at the first try. */
  readonly attempt: number
}

export interface RelayOptions {
  readonly database: Database
  readonly log: Log
  /** Runs inside a transaction in the entry's tenant; what it writes commits together with the entry's removal. */
  readonly deliver: (entry: Entry) => Promise<void>
  /** Tries before an entry becomes a dead letter. Default 10, over about 17 minutes. */
  readonly attempts?: number
  /** How often to look for delayed and left-over entries, in milliseconds. Default 5000; fresh ones wake the relay at once. */
  readonly pollEvery?: number
}

const LEASE = '60 seconds'
const BATCH = 20

const claim = {
  name: 'outbox_claim',
  text: `update plinth.outbox set available_at = now() + interval '${LEASE}', attempts = attempts + 1
    where id in (
      select id from plinth.outbox where available_at <= now() order by id for update skip locked limit ${BATCH}
    )
    returning id, topic, subscriber, payload::text as payload, tenant_id, actor_id, request_id, attempts`,
}
const remove = {
  name: 'outbox_remove',
  text: 'delete from plinth.outbox where id = $1 and attempts = $2 returning id',
}
const postpone = {
  name: 'outbox_postpone',
  text: `update plinth.outbox set available_at = now() + make_interval(secs => $2) where id = $1`,
}
const bury = {
  name: 'outbox_bury',
  text: `with dead as (delete from plinth.outbox where id = $1 returning *)
    insert into plinth.dead_letters (id, topic, subscriber, tenant_id, actor_id, request_id, payload, attempts, created_at, error)
    select id, topic, subscriber, tenant_id, actor_id, request_id, payload, attempts, created_at, $2 from dead`,
}

interface Claimed {
  readonly id: string
  readonly topic: string
  readonly subscriber: string
  readonly payload: string
  readonly tenant_id: string | null
  readonly actor_id: string | null
  readonly request_id: string
  readonly attempts: number
}

/**
 * Sends the outbox on, to subscribers in this process. One entry at a time a subscriber sees in order of commit, unless
 * it failed.
 */
export class Relay implements Service {
  readonly name = 'outbox'
  readonly #options: Required<RelayOptions>
  // Whoever wakes the relay may stand in a transaction of its own, which the relay must not join.
  readonly #outside = AsyncLocalStorage.snapshot()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #again = false
  #stopped = true

  constructor(options: RelayOptions) {
    this.#options = { attempts: 10, pollEvery: 5000, ...options }
  }

  async start(): Promise<void> {
    this.#stopped = false
    this.#timer = setInterval(() => this.wake(), this.#options.pollEvery)
    this.#timer.unref()
    this.wake()
  }

  /** Stops claiming, and waits for what is in hand. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#running
  }

  /** Looks for entries now. Cheap to call: runs coalesce. */
  wake = (): void => {
    if (this.#stopped) return
    if (this.#running !== undefined) {
      this.#again = true
      return
    }
    this.#running = this.#outside(() => this.#drain()).finally(() => {
      this.#running = undefined
      if (this.#again) this.wake()
    })
  }

  /** Resolves when nothing that is due is left. For tests and for a stop that wants to be empty-handed. */
  async settled(): Promise<void> {
    this.wake()
    while (this.#running !== undefined) await this.#running
  }

  async #drain(): Promise<void> {
    this.#again = false
    try {
      for (;;) {
        const claimed = await this.#options.database.write<Claimed>(claim, [], { tenant: null })
        for (const row of claimed.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id))))
          await this.#handle(entryOf(row))
        if (claimed.length < BATCH || this.#stopped) return
      }
    } catch (error) {
      this.#options.log.warn({ error }, 'The outbox could not be read; it is tried again.')
    }
  }

  async #handle(entry: Entry): Promise<void> {
    const { database, deliver } = this.#options
    try {
      await database.transaction(entry, async () => {
        // First, because the lock on the row keeps others away however long the handler takes; gone, or of a later
        // attempt, means that another relay has it since the lease ran out.
        const held = await database.write(remove, [entry.id, entry.attempt], entry)
        if (held.length > 0) await deliver(entry)
      })
    } catch (error) {
      await this.#failed(entry, error)
    }
  }

  async #failed(entry: Entry, error: unknown): Promise<void> {
    const { database, log, attempts } = this.#options
    const { id, topic, subscriber, attempt } = entry
    if (attempt >= attempts) {
      log.error({ error, topic, subscriber, attempt }, 'A subscription gave up; its event is a dead letter.')
      await database.write(bury, [id, String(error)], entry)
      return
    }
    log.warn({ error, topic, subscriber, attempt }, 'A subscription failed; it is tried again.')
    await database.write(postpone, [id, retryDelay(attempt)], entry)
  }
}

/** Seconds before the next try: 1, 2, 4 … 512, each give or take a quarter so that retries do not march in step. */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  return 2 ** Math.min(attempt - 1, 9) * (0.75 + random() / 2)
}

function entryOf(row: Claimed): Entry {
  return {
    id: row.id,
    topic: row.topic,
    subscriber: row.subscriber,
    payload: JSON.parse(row.payload),
    tenant: row.tenant_id,
    actor: row.actor_id,
    requestId: row.request_id,
    attempt: row.attempts,
  }
}
