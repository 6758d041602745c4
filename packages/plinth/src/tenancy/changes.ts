import type { Bus } from '../bus/index.ts'
import type { Database, Scope, Statement } from '../data/index.ts'
import { notFound } from '../errors/index.ts'
import { repeat, type Service } from '../lifecycle/index.ts'
import type { Log } from '../observability/index.ts'

const nowhere: Scope = Object.freeze({ tenant: null })
const topic = 'tenancy.changed'
/** Milliseconds between looks: so long may an instance remember what was changed, where the bus told nothing. */
const INTERVAL = 1000

const touchStatement: Statement = {
  name: 'tenant_touch',
  text: 'update plinth.tenants set changed_at = clock_timestamp() where id = $1::uuid returning id',
}
// A statement lasts 10 s at most, so a change that began earlier was seen before.
const changedStatement: Statement = {
  name: 'tenants_changed',
  text: `select id::text as id, changed_at::text as at, ends_at is not null as ending from plinth.tenants
    where changed_at > now() - interval '15 seconds'`,
}
const endingStatement: Statement = {
  name: 'tenants_ending',
  text: 'select id::text as id from plinth.tenants where ends_at is not null',
}
const isEndingStatement: Statement = {
  name: 'tenant_is_ending',
  text: 'select 1 from plinth.tenants where id = $1::uuid and ends_at is not null',
}

interface Changed {
  readonly id: string
  readonly at: string
  readonly ending: boolean
}

/** Told of a tenant that changed; null when any may have. */
export type Listener = (tenant: string | null) => void

export interface ChangesParts {
  readonly database: Database
  readonly bus?: Bus | undefined
  readonly log?: Log | undefined
}

/**
 * Changes of tenants: one at a time for each tenant, and told to every instance. Whoever remembers something of a
 * tenant listens, and forgets it within a second: at once when the bus tells it, else at the next look. It also knows
 * which tenants are about to end, so that a request pays no statement for it.
 */
export class Changes {
  readonly #parts: ChangesParts
  readonly #listeners = new Set<Listener>()
  readonly #seen = new Map<string, string>()
  #ending = new Set<string>()
  #complete = false

  constructor(parts: ChangesParts) {
    this.#parts = parts
    parts.bus?.subscribe(topic, tenant => void this.#heard(tenant))
    parts.bus?.onGap(() => this.#lost())
  }

  /** Calls `listener` for each change of a tenant, in this instance or another. */
  listen(listener: Listener): void {
    this.#listeners.add(listener)
  }

  /** True for a tenant that was deleted and is not over yet. */
  isEnding(tenant: string): boolean {
    return this.#ending.has(tenant)
  }

  /**
   * Runs a change in a transaction that holds the tenant's lock: changes of one tenant queue. When it has committed,
   * every instance forgets what it remembers of the tenant. NOT_FOUND when there is no such tenant.
   */
  async run<T>(tenant: string, work: () => Promise<T>): Promise<T> {
    const { database } = this.#parts
    return database.transaction({ tenant }, async () => {
      const touched = await database.write(touchStatement, [tenant], { tenant })
      if (touched.length === 0) throw notFound('tenant')
      database.afterCommit(() => this.#tell(tenant))
      return work()
    })
  }

  /** Notes at once, in this instance, whether a tenant is about to end. */
  note(tenant: string, ending: boolean): void {
    if (ending) this.#ending.add(tenant)
    else this.#ending.delete(tenant)
  }

  /** Looks once a second, the first time before anything is served. */
  service(): Service {
    const failed = (error: unknown): void => {
      this.#parts.log?.warn({ error }, 'Changes of tenants could not be read; nothing is remembered until they can.')
      this.#lost()
    }
    const looking = repeat({ name: 'tenants', every: INTERVAL, work: () => this.#look(), failed })
    return {
      name: looking.name,
      start: async () => {
        await this.#look()
        await looking.start()
      },
      stop: () => looking.stop(),
    }
  }

  async #look(): Promise<void> {
    const { database } = this.#parts
    if (!this.#complete) {
      const ending = await database.write<{ id: string }>(endingStatement, [], nowhere)
      this.#ending = new Set(ending.map(({ id }) => id))
      this.#complete = true
    }
    const changed = await database.write<Changed>(changedStatement, [], nowhere)
    const fresh = changed.filter(({ id, at }) => this.#seen.get(id) !== at)
    this.#seen.clear()
    for (const { id, at } of changed) this.#seen.set(id, at)
    for (const { id, ending } of fresh) {
      this.note(id, ending)
      this.#forget(id)
    }
  }

  #tell(tenant: string): void {
    void this.#heard(tenant)
    const { bus, log } = this.#parts
    bus?.publish(topic, tenant).catch(error => {
      log?.warn({ error }, 'The bus could not be told of a tenant that changed; it is seen within a second.')
    })
  }

  async #heard(tenant: string): Promise<void> {
    this.#forget(tenant)
    try {
      const found = await this.#parts.database.write(isEndingStatement, [tenant], nowhere)
      this.note(tenant, found.length === 1)
    } catch {
      this.#complete = false
    }
  }

  #lost(): void {
    this.#complete = false
    for (const listener of this.#listeners) listener(null)
  }

  #forget(tenant: string): void {
    for (const listener of this.#listeners) listener(tenant)
  }
}
