import { createRequire } from 'node:module'
import type * as Flexible from 'rate-limiter-flexible'
import type { Database } from '../../data/index.ts'
import type { Count, CountKey, LimitsDriver } from '../driver.ts'

const nowhere = { tenant: null }

/** Rows whose window is over are deleted this often, in milliseconds, by every instance. */
const sweepEvery = 60_000

interface Query {
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

/**
 * Counters in `plinth.limits` of the app's own database, by the clock of the instance that counts: keep clocks within
 * a second of each other. The table is unlogged: a crash of the server forgets the counters, and no commit waits for
 * the disk. A count never joins the transaction around it: what is rolled back was tried all the same.
 */
export class PostgresDriver implements LimitsDriver {
  readonly name = 'limits'
  readonly shared = true
  readonly #limiter: Flexible.RateLimiterPostgres
  #sweeper: NodeJS.Timeout | undefined

  constructor(database: Database) {
    const RateLimiterPostgres: typeof Flexible.RateLimiterPostgres = createRequire(import.meta.url)(
      'rate-limiter-flexible/lib/RateLimiterPostgres.js',
    )
    this.#limiter = new RateLimiterPostgres({
      storeClient: clientOf(database),
      storeType: 'client',
      schemaName: 'plinth',
      tableName: 'limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: '',
      points: 1,
      duration: 1,
    })
  }

  async start(): Promise<void> {
    this.#sweeper = setInterval(() => void this.sweep(), sweepEvery).unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweeper)
  }

  async count(at: CountKey, seconds: number): Promise<Count> {
    return countOf(await this.#limiter.penalty(nameOf(at), 1, { customDuration: seconds }))
  }

  async read(at: CountKey): Promise<Count | undefined> {
    const state = await this.#limiter.get(nameOf(at))
    return state === null ? undefined : countOf(state)
  }

  async forget(at: CountKey): Promise<void> {
    await this.#limiter.delete(nameOf(at))
  }

  /** Deletes rows whose window is over. A failure is left to the next time. */
  async sweep(): Promise<void> {
    await (this.#limiter as unknown as { clearExpired(before: number): Promise<void> }).clearExpired(Date.now())
  }
}

/** What the library asks of a client of `pg`: its pool is the app's, and the transaction around the caller is left out. */
function clientOf(database: Database) {
  const query = async ({ values = [], ...statement }: Query) => {
    const rows = await database.outside(() => database.write(statement, values, nowhere))
    return { rows, rowCount: rows.length }
  }
  return { query }
}

const nameOf = ({ space, key }: CountKey): string => `${space}:${key}`

function countOf({ consumedPoints, msBeforeNext }: Flexible.RateLimiterRes): Count {
  return { used: consumedPoints, resetMs: Math.max(1, msBeforeNext) }
}
