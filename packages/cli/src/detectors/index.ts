/** Finds the requests that a frontend makes. */
export { type DetectOptions, detect } from './detect.ts'
/** Everything that was found in one frontend. */
export type { Detection } from './detection.ts'
