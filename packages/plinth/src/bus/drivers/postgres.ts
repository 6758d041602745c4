import pg from 'pg'
import type { Database, Login } from '../../data/index.ts'
import type { Log } from '../../observability/index.ts'
import type { Bus } from '../bus.ts'
import { busErrors } from '../errors.ts'
import { Listeners } from '../listeners.ts'

export interface PostgresBusParts {
  /** For LISTEN: past any PgBouncer, which gives every transaction another connection. */
  readonly login: Login
  /** For NOTIFY, on its pool. */
  readonly database: Pick<Database, 'write'>
  readonly log: Log
}

/** All topics share one channel: a NOTIFY costs the same whoever listens. */
const channel = 'plinth_bus'
/** PostgreSQL takes payloads under 8,000 bytes. */
const most = 7_000
/** Milliseconds between signs of life, and how long one may take: a dead link is known after twice that. */
const heartbeat = 500
/** Milliseconds to the first try to connect again, doubled up to the last; each is cut by up to half at random. */
const [firstWait, lastWait] = [100, 5_000]

const notify = { name: 'bus_notify', text: 'select pg_notify($1, $2)' }

/**
 * LISTEN and NOTIFY in the backend's own database, on one connection more. Every message is a transaction of its own,
 * never part of a user's: NOTIFY takes a database-wide lock at commit.
 */
export function openPostgresBus(parts: PostgresBusParts): Bus {
  return new PostgresBus(parts)
}

class PostgresBus implements Bus {
  readonly name = 'bus'
  readonly #parts: PostgresBusParts
  readonly #listeners = new Listeners()
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  #wait = firstWait

  constructor(parts: PostgresBusParts) {
    this.#parts = parts
  }

  get connected(): boolean {
    return this.#client !== undefined
  }

  /** The first connection is awaited; when it fails the bus goes on trying, and readiness says `degraded`. */
  async start(): Promise<void> {
    await this.#connect()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }

  async check() {
    return this.connected ? ({ status: 'ok' } as const) : ({ status: 'degraded', detail: 'not connected' } as const)
  }

  async publish(topic: string, message: string): Promise<void> {
    const text = JSON.stringify([topic, message])
    const size = Buffer.byteLength(text)
    if (size > most) throw busErrors.BUS_MESSAGE_TOO_LONG({ topic, size, most })
    await this.#parts.database.write(notify, [channel, text], { tenant: null })
  }

  subscribe(topic: string, receive: (message: string) => void): () => void {
    return this.#listeners.add(topic, receive)
  }

  onGap(lost: () => void): () => void {
    return this.#listeners.addGap(lost)
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      ...this.#parts.login.config,
      application_name: 'plinth bus',
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    })
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    client.on('notification', ({ payload }) => this.#receive(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch (error) {
      this.#parts.log.warn({ error }, 'The bus could not connect; it tries again.')
      await client.end().catch(() => undefined)
      return this.#later()
    }
    if (this.#stopped) return void (await client.end())
    this.#client = client
    this.#wait = firstWait
    this.#listeners.tellGap()
    this.#beat(client)
  }

  #receive(payload: string): void {
    const read = readMessage(payload)
    if (read === undefined) this.#parts.log.warn({}, 'Somebody else sent something on the channel of the bus.')
    else this.#listeners.tell(...read)
  }

  /** A link can die without a word: only an answer shows that it lives. */
  #beat(client: pg.Client): void {
    this.#timer = setTimeout(async () => {
      const late = setTimeout(() => this.#lose(client), heartbeat)
      await client.query('select 1').then(
        () => this.#client === client && this.#beat(client),
        () => this.#lose(client),
      )
      clearTimeout(late)
    }, heartbeat).unref()
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    this.#listeners.tellGap()
    void client.end().catch(() => undefined)
    if (!this.#stopped) this.#later()
  }

  #later(): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    const wait = this.#wait * (0.5 + Math.random() / 2)
    this.#wait = Math.min(this.#wait * 2, lastWait)
    this.#timer = setTimeout(() => void this.#connect(), wait).unref()
  }
}

/** Whoever may log in to the database may notify: what is none of our messages is left out, never thrown. */
function readMessage(payload: string): [topic: string, message: string] | undefined {
  try {
    const read: unknown = JSON.parse(payload)
    const fits = Array.isArray(read) && read.length === 2 && read.every(part => typeof part === 'string')
    return fits ? (read as [string, string]) : undefined
  } catch {
    return undefined
  }
}
