import type { Service } from './service.ts'

/** Starts in order. When one fails, those already started are stopped in reverse, and the error is thrown on. */
export async function startAll(services: readonly Service[]): Promise<void> {
  const started: Service[] = []
  try {
    for (const service of services) {
      await service.start()
      started.push(service)
    }
  } catch (error) {
    await stopAll(started)
    throw error
  }
}

/** Stops in reverse order. Every service gets its turn; the errors of those that failed are returned. */
export async function stopAll(services: readonly Service[]): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const service of services.toReversed()) {
    await service.stop().catch(error => failures.push(error))
  }
  return failures
}
