type Listener = (payload: unknown) => void

/** A small emitter; nothing to do with server-sent events. */
export class EventSource {
  #listeners = new Map<string, Listener[]>()
  constructor(readonly name: string) {}

  on(type: string, listener: Listener) {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener])
  }

  emit(type: string, payload: unknown) {
    for (const listener of this.#listeners.get(type) ?? []) listener(payload)
  }
}
