import type { Config } from '../config/index.ts'
import type { Database } from '../data/index.ts'
import type { Service } from '../lifecycle/index.ts'
import type { Log } from '../observability/index.ts'
import type { LimitClass } from '../operations/index.ts'
import type { LimitsDriver } from './driver.ts'
import { MemoryDriver } from './drivers/memory.ts'
import { GuardedDriver } from './guarded.ts'
import { type Hit, Limiter } from './limiter.ts'
import type { Limit, LimitsConfig } from './options.ts'
import { type Penalties, type PenaltyOptions, penaltiesOf } from './penalties.ts'

/** Everything that is counted: the classes of operations, and who asks. */
export type LimitName = Exclude<LimitClass, 'none'> | 'user' | 'tenant'

/** The limits of one process. Start it before the first hit. */
export interface Limits extends Service {
  readonly config: LimitsConfig
  /** Counts one request of `key`. `limit` stands in for the configured one, for plans; without either all is allowed. */
  hit(name: LimitName, key: string, limit?: Required<Limit>): Promise<Hit>
  /** Delays after failures, in the same store. `name` is short and unique: `login`. */
  penalties(name: string, options?: PenaltyOptions): Penalties
}

export interface LimitsParts {
  readonly config: LimitsConfig
  /** Names the keys of this backend in a Redis that it shares with others. */
  readonly backend: string
  readonly env: Pick<Config, 'LIMITS_URL' | 'REDIS_URL'>
  readonly database: Database
  readonly log: Log
}

/** Chooses where to count: LIMITS_URL, else REDIS_URL, else the memory of this process. Connects at `start`. */
export async function openLimits({ config, ...parts }: LimitsParts): Promise<Limits> {
  return limitsOn(await driverOf(parts), config)
}

/** Limits that are counted in a driver. */
export function limitsOn(driver: LimitsDriver, config: LimitsConfig): Limits {
  const names: readonly LimitName[] = ['api', 'auth', 'uploads', 'search', 'export', 'user', 'tenant']
  const limiters = Object.fromEntries(names.map(name => [name, new Limiter(name, driver)])) as Record<
    LimitName,
    Limiter
  >
  return Object.freeze({
    name: 'limits',
    config,
    start: () => driver.start(),
    stop: () => driver.stop(),
    ...(driver.check === undefined ? {} : { check: () => (driver as Required<LimitsDriver>).check() }),
    hit: (name: LimitName, key: string, limit?: Required<Limit>) =>
      limiters[name].hit(key, limit ?? config[name] ?? endless),
    penalties: (name: string, options?: PenaltyOptions) => penaltiesOf(driver, name, options),
  })
}

const endless = Object.freeze({ points: Number.MAX_SAFE_INTEGER, seconds: 60 })

async function driverOf({ env, backend, database, log }: Omit<LimitsParts, 'config'>): Promise<LimitsDriver> {
  const variable = env.LIMITS_URL === undefined ? 'REDIS_URL' : 'LIMITS_URL'
  const url = env[variable]
  if (url === undefined || url === 'memory:') return new MemoryDriver()
  if (url === 'postgres:') {
    const { PostgresDriver } = await import('./drivers/postgres.ts')
    return new GuardedDriver(new PostgresDriver(database), log)
  }
  const { RedisDriver } = await import('./drivers/redis.ts')
  return new GuardedDriver(new RedisDriver({ url, variable, backend }), log)
}
