import type { Service } from '../lifecycle/index.ts'

/**
 * Short messages between the instances of one backend: ended sessions, forgotten caches. A message reaches every
 * instance that is connected, the sender too, at most once and in the sender's order. One that is not connected misses
 * it, and is told so by `onGap` when it is back: keep nothing that a missed message would have changed.
 */
export interface Bus extends Service {
  /** Tells everybody. `message` is under 7,000 bytes. Resolves when it is on its way; call it after the commit. */
  publish(topic: string, message: string): Promise<void>
  /** Calls `receive` with each message of the topic. Gives back what ends that. */
  subscribe(topic: string, receive: (message: string) => void): () => void
  /** Calls `lost` each time messages may have been missed. Gives back what ends that. */
  onGap(lost: () => void): () => void
  /** False from the moment that messages may be missed: about 1 s after a link went dead, at once where it was closed. */
  readonly connected: boolean
}
