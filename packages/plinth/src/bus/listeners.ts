/** Who listens to what, whichever driver brings the messages. */
export class Listeners {
  readonly #topics = new Map<string, Set<(message: string) => void>>()
  readonly #gaps = new Set<() => void>()

  add(topic: string, receive: (message: string) => void): () => void {
    const listeners = this.#topics.get(topic) ?? new Set()
    this.#topics.set(topic, listeners.add(receive))
    return () => void listeners.delete(receive)
  }

  addGap(lost: () => void): () => void {
    this.#gaps.add(lost)
    return () => void this.#gaps.delete(lost)
  }

  tell(topic: string, message: string): void {
    for (const receive of this.#topics.get(topic) ?? []) receive(message)
  }

  tellGap(): void {
    for (const lost of this.#gaps) lost()
  }
}
