import { knownKeys } from '../config/index.ts'
import { limitErrors } from './errors.ts'

/** How often one key may ask: `points` requests in each window of `seconds`. */
export interface Limit {
  /** Requests in one window, 1 or more. */
  readonly points: number
  /** Length of the window. Default 60. */
  readonly seconds?: number
}

export interface LimitsOptions {
  /** Every request, by address. Default 100 in 60 s (`LIMIT_API`). */
  readonly api?: Limit
  /** Login and register besides, by address. Default 5 in 60 s (`LIMIT_AUTH`): each of them costs a password hash. */
  readonly auth?: Limit
}

export type LimitsConfig = Readonly<Record<'api' | 'auth', Required<Limit>>>

/** What `LIMIT_API` and `LIMIT_AUTH` say, in requests a minute. An option of the backend wins over them. */
export interface LimitDefaults {
  readonly api?: number
  readonly auth?: number
}

/** Checks the options and fills in the defaults. */
export function resolveLimits(options: LimitsOptions = {}, defaults: LimitDefaults = {}): LimitsConfig {
  knownKeys('limits', options, ['api', 'auth'])
  return Object.freeze({
    api: resolve('api', options.api ?? { points: defaults.api ?? 100 }),
    auth: resolve('auth', options.auth ?? { points: defaults.auth ?? 5 }),
  })
}

function resolve(name: string, limit: Limit): Required<Limit> {
  knownKeys(`limits.${name}`, limit, ['points', 'seconds'])
  const { points, seconds = 60 } = limit
  if (!whole(points)) throw limitErrors.LIMIT_UNFIT({ option: `${name}.points`, value: String(points) })
  if (!whole(seconds) || seconds > 86_400) {
    throw limitErrors.LIMIT_UNFIT({ option: `${name}.seconds`, value: String(seconds) })
  }
  return Object.freeze({ points, seconds })
}

const whole = (value: number): boolean => Number.isSafeInteger(value) && value >= 1
