/** What runs, and in which order it starts and stops. */
export { startAll, stopAll } from './run.ts'
export type { CheckResult, Service } from './service.ts'
