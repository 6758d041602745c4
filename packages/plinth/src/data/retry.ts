import { setTimeout as pause } from 'node:timers/promises'
import { isStalePlan } from './failure/stale.ts'

const defaultRetries = 3
// Doubles with each try, and is drawn at random below that: two that collided must not meet again.
const firstPause = 10

/**
 * Runs `work`, and again when PostgreSQL gave up on it for the sake of others, 40001 (serialization failure) and
 * 40P01 (deadlock), or because a prepared plan was outdated. All mean that nothing of it was kept.
 */
export async function retrying<T>(work: () => Promise<T>, retries = defaultRetries): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt > retries || !meansAgain(error)) throw error
    }
    await pause(Math.random() * firstPause * 2 ** attempt)
  }
}

function meansAgain(error: unknown): boolean {
  let at = error
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    const { code, cause } = at as { code?: unknown; cause?: unknown }
    if (code === '40001' || code === '40P01' || isStalePlan(at)) return true
    at = cause
  }
  return false
}
