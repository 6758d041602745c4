import type { Service } from '../lifecycle/index.ts'
import type { Provider } from './backend.ts'

/** The user's own things on `ctx`. Made at start, in order; one that has a `stop` method is stopped with the app. */
export class Provided implements Service {
  readonly name = 'provide'
  readonly names: readonly string[]
  readonly #providers: Readonly<Record<string, Provider>>
  readonly #values = new Map<string, unknown>()

  constructor(providers: Readonly<Record<string, Provider>>) {
    this.#providers = providers
    this.names = Object.keys(providers)
  }

  get(name: string): unknown {
    return this.#values.get(name)
  }

  async start(): Promise<void> {
    for (const [name, make] of Object.entries(this.#providers)) this.#values.set(name, await make())
  }

  async stop(): Promise<void> {
    const values = [...this.#values.values()].toReversed()
    this.#values.clear()
    for (const value of values) if (canStop(value)) await value.stop()
  }
}

function canStop(value: unknown): value is { stop(): unknown } {
  return typeof value === 'object' && value !== null && 'stop' in value && typeof value.stop === 'function'
}
