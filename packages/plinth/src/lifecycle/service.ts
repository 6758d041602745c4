/**
 * What a health check answers: `latency` in milliseconds, and what an operator may read about it. `degraded` works in
 * a way that is documented, and is no reason to send requests elsewhere.
 */
export interface CheckResult {
  readonly status: 'ok' | 'degraded' | 'failing'
  readonly latency?: number
  readonly detail?: string
}

/** Everything that runs. The app starts services bottom-up and stops them top-down. */
export interface Service {
  readonly name: string
  /** Resolves when the service is ready for use. Called once. */
  start(): Promise<void>
  /** Finishes what is in hand, then lets go of every resource. Safe to call twice, and before start. */
  stop(): Promise<void>
  /** Readiness: asked at most once a second, answers within a second. */
  check?(): Promise<CheckResult>
}
