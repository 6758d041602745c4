import type { Service } from './service.ts'

export interface RepeatOptions {
  readonly name: string
  /** Milliseconds from one round to the next. */
  readonly every: number
  readonly work: () => Promise<void>
  /** Told of a round that failed. The next one comes all the same. */
  readonly failed: (error: unknown) => void
}

/**
 * A service that works in the background, first when it starts, which does not wait for it, and then every so often.
 * Rounds never overlap: one that is still running when the next is due stands for it. The timer keeps no process alive;
 * stopping waits for the round in hand.
 */
export function repeat({ name, every, work, failed }: RepeatOptions): Service {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  const round = (): void => {
    running ??= work()
      .catch(failed)
      .finally(() => {
        running = undefined
      })
  }
  return {
    name,
    async start() {
      timer = setInterval(round, every).unref()
      round()
    },
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
