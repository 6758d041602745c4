import { knownKeys } from '../config/index.ts'
import { limitErrors } from './errors.ts'

/** How often one key may ask: `points` requests in each window of `seconds`. */
export interface Limit {
  /** Requests in one window, 1 or more. */
  readonly points: number
  /** Length of the window, at most a day. Default 60. */
  readonly seconds?: number
}

export interface LimitsOptions {
  /** Every request, by address, before anything is parsed. Default 100 in 60 s (`LIMIT_API`). */
  readonly api?: Limit
  /**
   * What tries a secret, besides, by address: login, register, reset. Default 5 in 60 s (`LIMIT_AUTH`): each costs a
   * password hash.
   */
  readonly auth?: Limit
  /** Uploads begun, by user, or by address where nobody is signed in. Default 20 in 60 s (`LIMIT_UPLOADS`). */
  readonly uploads?: Limit
  /** Full-text searches, by user or address. Default 60 in 60 s (`LIMIT_SEARCH`). */
  readonly search?: Limit
  /** Exports of much data, by user or address. Default 5 in 60 s (`LIMIT_EXPORT`). */
  readonly export?: Limit
  /** Every request of one user or API key, from wherever. Default 600 in 60 s (`LIMIT_USER`); false counts none. */
  readonly user?: Limit | false
  /** Every signed-in request of one tenant. Default false (`LIMIT_TENANT`): a tenant may ask as often as its users. */
  readonly tenant?: Limit | false
}

const names = ['api', 'auth', 'uploads', 'search', 'export', 'user', 'tenant'] as const
type Name = (typeof names)[number]

/** Limits with every default settled. `null` is off. */
export type LimitsConfig = Readonly<
  Record<Exclude<Name, 'user' | 'tenant'>, Required<Limit>> & Record<'user' | 'tenant', Required<Limit> | null>
>

/** What `LIMIT_API` and the like say, in requests a minute; 0 is off. An option of the backend wins over them. */
export type LimitDefaults = Readonly<Partial<Record<Name, number>>>

const usual: Readonly<Record<Name, number>> = {
  api: 100,
  auth: 5,
  uploads: 20,
  search: 60,
  export: 5,
  user: 600,
  tenant: 0,
}

/** Checks the options and fills in the defaults. Throws LIMIT_UNFIT. */
export function resolveLimits(options: LimitsOptions = {}, defaults: LimitDefaults = {}): LimitsConfig {
  knownKeys('limits', options, names)
  const optional = (name: Name): Required<Limit> | null => {
    const given = options[name]
    if (given === false) return null
    const points = defaults[name] ?? usual[name]
    return given === undefined && points === 0 ? null : resolve(name, given ?? { points })
  }
  const needed = (name: Exclude<Name, 'user' | 'tenant'>): Required<Limit> =>
    resolve(name, options[name] ?? { points: defaults[name] ?? usual[name] })
  return Object.freeze({
    api: needed('api'),
    auth: needed('auth'),
    uploads: needed('uploads'),
    search: needed('search'),
    export: needed('export'),
    user: optional('user'),
    tenant: optional('tenant'),
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
