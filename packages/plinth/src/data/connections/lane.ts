import pg from 'pg'
import { prepareClient } from '../wire/prepare.ts'

/**
 * One shared connection. `shut` until it is asked for, `opening`, `open`, and `shut` again when it dies: everything in
 * flight on it is rejected then, and nothing else.
 */
export class Lane {
  /** Queries sent and not yet answered. */
  inFlight = 0
  /** When it last began to be busy, on the clock of `performance.now()`. */
  busySince = 0
  /** When its last answer was complete, on the same clock. */
  answeredAt = 0
  /** Times that a connection was made. */
  opened = 0
  #client: pg.Client | undefined
  #gathering = false
  #opening: Promise<void> | undefined
  readonly #config: pg.ClientConfig

  constructor(config: pg.ClientConfig) {
    this.#config = { ...config, pipeline: true }
  }

  /** The connection, or undefined unless it is open. */
  get client(): pg.Client | undefined {
    return this.#client
  }

  /** Opens the connection unless that is done or under way. */
  open(): Promise<void> {
    if (this.#client !== undefined) return Promise.resolve()
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  /**
   * Gathers what is sent during this turn of the event loop into one write: answers come in bunches, and so do the
   * next questions. Measured: 8 % more at 64 in flight, nothing lost at 1.
   */
  gather(client: pg.Client): void {
    if (this.#gathering) return
    this.#gathering = true
    const { stream } = client.connection
    stream.cork()
    process.nextTick(() => {
      this.#gathering = false
      stream.uncork()
    })
  }

  /** Takes a connection out of use; what is in flight on it still gets its answers. Another one stays as it is. */
  async retire(client: pg.Client | undefined): Promise<void> {
    if (client === undefined || client !== this.#client) return
    this.#client = undefined
    await client.end().catch(() => undefined)
  }

  /** Cuts a connection that is lost: what is in flight on it is rejected. Another one stays as it is. */
  drop(client: pg.Client | undefined): void {
    if (client === undefined || client !== this.#client) return
    this.#client = undefined
    client.connection.stream.destroy()
  }

  /** Closes the connection when what is in flight has its answers; one that is just being opened as well. */
  async close(): Promise<void> {
    await this.#opening?.catch(() => undefined)
    await this.retire(this.#client)
  }

  async #connect(): Promise<void> {
    const client = new pg.Client(this.#config)
    const gone = (): void => {
      if (this.#client === client) this.#client = undefined
    }
    client.on('error', gone)
    client.on('end', gone)
    try {
      await client.connect()
      await prepareClient(client)
    } catch (error) {
      client.connection.stream.destroy()
      throw error
    }
    this.opened++
    this.#client = client
  }
}
