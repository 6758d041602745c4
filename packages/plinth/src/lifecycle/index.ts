/** What runs, and in which order it starts and stops. */
export { type RepeatOptions, repeat } from './repeat.ts'
export { startAll, stopAll } from './run.ts'
export type { CheckResult, Service } from './service.ts'
