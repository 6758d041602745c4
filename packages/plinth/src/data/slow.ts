import type { Log } from '../observability/index.ts'

/** Milliseconds from which on a statement is logged. */
export const slowFrom = 100

const textLimit = 2_000

/**
 * Logs a slow statement with its text and never its values: they are other people's data. `milliseconds` is the
 * statement's own time, without the wait for those before it on a shared connection.
 */
export function logSlow(log: Log, text: string, milliseconds: number): void {
  const statement = text.replace(/\s+/g, ' ').trim().slice(0, textLimit)
  log.warn({ statement, milliseconds: Math.round(milliseconds) }, 'slow statement')
}
