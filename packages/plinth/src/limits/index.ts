/** Rate limits: how often one address may ask. */
export type { Hit } from './counter.ts'
export { limitErrors } from './errors.ts'
export { createLimits, type Limits } from './limits.ts'
export { type Limit, type LimitDefaults, type LimitsConfig, type LimitsOptions, resolveLimits } from './options.ts'
