import type { Actor } from '../../access/index.ts'
import { type Database, dataErrors, type Scope } from '../../data/index.ts'
import { repeat, type Service } from '../../lifecycle/index.ts'
import type { Log } from '../../observability/index.ts'
import type { Plan } from '../../tenancy/index.ts'

const nowhere: Scope = Object.freeze({ tenant: null })
/** Milliseconds from one flush to the next: a crash loses at most so much. */
const INTERVAL = 5000

const countStatement = {
  name: 'tenants_count_requests',
  text: 'select tenant, plan, month::text as month from plinth.count_requests($1::jsonb)',
}
const compactStatement = { name: 'tenants_compact_usage', text: 'select plinth.compact_usage()' }

interface Counted {
  readonly tenant: string
  readonly plan: string | null
  readonly month: string
}

/** What one instance knows of a tenant's requests. */
interface Entry {
  /** Since the last flush. */
  fresh: number
  /** Of this month, over all instances, as of the last flush. */
  month: number
  plan: Plan | undefined
  /** Somebody asked since the last flush, refused or not. */
  asked: boolean
}

export interface RequestsParts {
  readonly database: Database
  readonly plans: readonly Plan[]
  readonly log: Log
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number
}

/**
 * Counts the requests of each tenant in memory, and writes all of them every 5 s in one statement, the last time when
 * it stops. What visitors ask is not counted: anybody could use up a plan by it.
 */
export class Requests {
  readonly #parts: RequestsParts
  readonly #entries = new Map<string, Entry>()

  constructor(parts: RequestsParts) {
    this.#parts = parts
  }

  /** Counts one request; PLAN_LIMIT_REACHED where the tenant's plan has no more of them this month. */
  count({ kind, tenant }: Actor): void {
    if (tenant === null || kind === 'nobody') return
    let entry = this.#entries.get(tenant)
    if (entry === undefined) {
      entry = { fresh: 0, month: 0, plan: undefined, asked: true }
      this.#entries.set(tenant, entry)
    }
    entry.asked = true
    const most = entry.plan?.requests ?? null
    if (most !== null && entry.month + entry.fresh >= most) throw this.#reached(entry.plan as Plan, most)
    entry.fresh += 1
  }

  /** Writes what was counted, and learns each tenant's plan and month. */
  async flush(): Promise<void> {
    const sent = [...this.#entries].filter(([, entry]) => entry.asked)
    for (const [tenant, entry] of this.#entries) if (!entry.asked) this.#entries.delete(tenant)
    if (sent.length === 0) return
    const { database, clock = Date.now } = this.#parts
    const day = new Date(clock()).toISOString().slice(0, 10)
    const batch = sent.map(([tenant, { fresh }]) => ({ tenant, day, n: fresh }))
    for (const [at, [, entry]] of sent.entries()) take(entry, batch[at]?.n ?? 0)
    try {
      const counted = await database.write<Counted>(countStatement, [JSON.stringify(batch)], nowhere)
      for (const each of counted) this.#learn(each)
    } catch (error) {
      for (const [at, [, entry]] of sent.entries()) take(entry, -(batch[at]?.n ?? 0))
      throw error
    }
  }

  /** Flushes every 5 s and at the end, and adds up the rows that were counted. */
  service(): Service {
    const { database, log } = this.#parts
    const failed = (error: unknown): void =>
      log.warn({ error }, 'What tenants use could not be counted; it is tried again.')
    const work = async (): Promise<void> => {
      await this.flush()
      await database.write(compactStatement, [], nowhere)
    }
    const counting = repeat({ name: 'usage', every: INTERVAL, work, failed })
    const stop = async (): Promise<void> => {
      await counting.stop()
      await this.flush().catch(failed)
    }
    return { ...counting, stop }
  }

  #learn({ tenant, plan, month }: Counted): void {
    const entry = this.#entries.get(tenant)
    if (entry === undefined) return
    entry.month = Number(month)
    entry.plan = this.#parts.plans.find(({ name }) => name === plan)
  }

  #reached(plan: Plan, most: number) {
    const larger = this.#parts.plans.slice(this.#parts.plans.indexOf(plan) + 1)
    const next = larger.find(({ requests }) => requests === null || requests > most)?.name ?? null
    return dataErrors.PLAN_LIMIT_REACHED({ plan: plan.name, limit: 'requests a month', most, next })
  }
}

/** Moves what is on its way from fresh to counted; a failed flush moves it back. */
function take(entry: Entry, n: number): void {
  entry.fresh -= n
  entry.month += n
  entry.asked = n < 0
}
