import type { Log } from './log.ts'

declare module '../context/context.ts' {
  interface Context {
    /** Log with the request id on every line. */
    readonly log: Log
  }
}
