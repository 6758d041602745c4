/** Messages between the instances of one backend. */
export type { Bus } from './bus.ts'
export { openPostgresBus, type PostgresBusParts } from './drivers/postgres.ts'
export { busErrors } from './errors.ts'
