import { createRequire } from 'node:module'
import type { Redis } from 'ioredis'
import type * as Flexible from 'rate-limiter-flexible'
import { mask } from '../../config/index.ts'
import type { Count, CountKey, LimitsDriver } from '../driver.ts'
import { limitErrors } from '../errors.ts'

export interface RedisOptions {
  readonly url: string
  /** The variable that named the URL, for errors. */
  readonly variable: string
  /** Keeps backends on one Redis apart: keys begin with `plinth:<backend>:limits:`. */
  readonly backend: string
}

/**
 * Counters in Redis 6 or later, or what speaks like it; one key a counter, which expires with its window. Commands are
 * never queued while the connection is lost: they fail at once, and it is tried again every 0.1 to 2 s.
 */
export class RedisDriver implements LimitsDriver {
  readonly name = 'limits'
  readonly shared = true
  readonly #options: RedisOptions
  readonly #redis: Redis
  readonly #limiter: Flexible.RateLimiterRedis

  constructor(options: RedisOptions) {
    const require = createRequire(import.meta.url)
    const ioredis: typeof import('ioredis') = require('ioredis')
    const RateLimiterRedis: typeof Flexible.RateLimiterRedis = require('rate-limiter-flexible/lib/RateLimiterRedis.js')
    this.#options = options
    this.#redis = new ioredis.Redis(options.url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2000,
      connectionName: 'plinth-limits',
      retryStrategy: tries => Math.min(2000, 100 * 2 ** tries) * (0.5 + Math.random() / 2),
    })
    // Without a listener ioredis prints. Whoever asks next learns that it is down.
    this.#redis.on('error', () => undefined)
    this.#limiter = new RateLimiterRedis({
      storeClient: this.#redis,
      keyPrefix: `plinth:${options.backend}:limits`,
      points: 1,
      duration: 1,
    })
  }

  /** Throws LIMITS_UNREACHABLE. */
  async start(): Promise<void> {
    const { variable, url } = this.#options
    let lost: NodeJS.ErrnoException | undefined
    this.#redis.once('error', error => {
      lost = error
    })
    try {
      await this.#redis.connect()
      await this.#redis.ping()
    } catch (cause) {
      this.#redis.disconnect()
      const reason = reasonOf(lost ?? (cause as NodeJS.ErrnoException))
      throw limitErrors.LIMITS_UNREACHABLE({ variable, value: mask(url), reason }, { cause })
    }
  }

  async stop(): Promise<void> {
    this.#redis.disconnect()
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
}

const nameOf = ({ space, key }: CountKey): string => `${space}:${key}`

function countOf({ consumedPoints, msBeforeNext }: Flexible.RateLimiterRes): Count {
  return { used: consumedPoints, resetMs: Math.max(1, msBeforeNext) }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host is not known'
  if (/WRONGPASS|NOAUTH/.test(message)) return 'the password is wrong or missing'
  return code === 'ETIMEDOUT' ? 'it does not answer within 2 s' : message
}
