/** Rate limits: how often an address, a user, a key and a tenant may ask; and delays after failures. */
export type { Count, LimitsDriver } from './driver.ts'
export { limitErrors } from './errors.ts'
/** What one request learns. */
export type { Hit } from './limiter.ts'
/** The limits of one process, and where they are counted. */
export { type LimitName, type Limits, type LimitsParts, openLimits } from './limits.ts'
export { type Limit, type LimitDefaults, type LimitsConfig, type LimitsOptions, resolveLimits } from './options.ts'
/** Delays after failures: logins, codes, tickets. */
export type { Penalties, PenaltyOptions } from './penalties.ts'
