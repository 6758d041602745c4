import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What every handler, hook, job and subscription gets as `ctx`. Each feature adds its member here by
 * `declare module '../context/context.ts' { interface Context { … } }`.
 */
export interface Context {
  /** Correlates log lines, errors and events of one request: the caller's `x-request-id` when it is well formed, else made here. */
  readonly requestId: string
  /** Aborts when the client has gone or the request ran out of time. */
  readonly signal: AbortSignal
}

const storage = new AsyncLocalStorage<Context>()

/** Runs `work` with `ctx` ambient: everything it awaits sees the same context. */
export function runInContext<T>(ctx: Context, work: () => T): T {
  return storage.run(ctx, work)
}

/** The ambient context, or undefined outside of any request or job. */
export function currentContext(): Context | undefined {
  return storage.getStore()
}
