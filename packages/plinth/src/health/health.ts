import type { CheckResult, Service } from '../lifecycle/index.ts'

/** How long one check may take, and for how long its answer is given again: 1 s each. */
const patience = 1000

export interface HealthOptions {
  /** What is asked; those without `check` are left out. A getter may grow while the app starts. */
  readonly services: () => readonly Service[]
  /** Version of the backend, shown to operators. */
  readonly version: string
}

/** One answer of a health path. The wire is fixed: no dialect touches it. */
export interface HealthAnswer {
  /** 200, or 503 when a load balancer should look elsewhere. */
  readonly status: 200 | 503
  readonly body: Readonly<Record<string, unknown>>
}

/** Live, ready and startup, as an orchestrator asks for them. */
export interface Health {
  /** The process answers. Asks nothing else: a slow database is no reason to be killed. */
  live(): HealthAnswer
  /** Every service answers. Details, version and uptime are for operators only. */
  ready(operator: boolean): Promise<HealthAnswer>
  /** 503 until `started` was called, then 200 for good. */
  startup(): HealthAnswer
  /** Marks the start as done. */
  started(): void
}

/** Makes the health of one process. Checks run at most once a second however often somebody asks. */
export function createHealth({ services, version }: HealthOptions): Health {
  let started = false
  const ask = onceASecond(() => askAll(services()))
  return Object.freeze({
    live: () => answer(true),
    startup: () => answer(started),
    started: () => {
      started = true
    },
    ready: async (operator: boolean) => {
      const checks = await ask()
      const ok = started && Object.values(checks).every(({ status }) => status !== 'failing')
      return operator ? answer(ok, { checks, version, uptime: Math.floor(process.uptime()) }) : answer(ok)
    },
  })
}

function answer(ok: boolean, more: Readonly<Record<string, unknown>> = {}): HealthAnswer {
  return { status: ok ? 200 : 503, body: { status: ok ? 'ok' : 'failing', ...more } }
}

type Checks = Readonly<Record<string, CheckResult>>

async function askAll(services: readonly Service[]): Promise<Checks> {
  const asked = services.flatMap(service => (service.check === undefined ? [] : [askOne(service)]))
  return Object.fromEntries(await Promise.all(asked))
}

async function askOne(service: Service): Promise<readonly [string, CheckResult]> {
  const began = performance.now()
  const { promise: late, resolve } = Promise.withResolvers<CheckResult>()
  const timer = setTimeout(() => resolve({ status: 'failing', detail: 'No answer within a second.' }), patience)
  // A check that rejects is failing; its message stays in the process, for it may name hosts and users.
  const asked = Promise.resolve(service.check?.()).catch(
    (): CheckResult => ({ status: 'failing', detail: 'The check failed.' }),
  )
  const result = (await Promise.race([asked, late])) ?? { status: 'ok' }
  clearTimeout(timer)
  return [service.name, { latency: Math.round(performance.now() - began), ...result }]
}

/** Callers within the second share one answer, those during the asking too. */
function onceASecond<T>(work: () => Promise<T>): () => Promise<T> {
  let last: Promise<T> | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  return () => {
    const now = performance.now()
    if (last === undefined || now - askedAt >= patience) {
      askedAt = now
      last = work()
    }
    return last
  }
}
