import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { httpErrors } from '../../errors/index.ts'
import { connectTimeout, statementTimeout } from '../connect.ts'
import { busy } from '../errors.ts'
import { isConnectionLoss } from '../failure/loss.ts'
import { isStalePlan } from '../failure/stale.ts'
import type { Call } from '../wire/call.ts'
import type { Answer } from '../wire/internals.ts'
import { scopedWire } from '../wire/scoped-query.ts'
import { Lane } from './lane.ts'

// A statement ends after 10 s on the server. A connection that stays silent for longer is dead without saying so.
const longestSilence = statementTimeout + 5_000
// At 64 in flight a point query takes 5 ms; this many would wait longer than a caller does.
const inFlightLimit = 2_000
const retryPause = 50

export interface PipelineOptions {
  readonly config: pg.ClientConfig
  /** Shared connections, opened as they are needed. */
  readonly lanes: number
  /** Milliseconds without an answer after which a busy connection is cut. Default 15 s. */
  readonly silence?: number
  /** Told of each answer: the statement's text and its own time in milliseconds. */
  readonly onAnswer: (text: string, milliseconds: number) => void
}

export interface PipelineStats {
  readonly size: number
  readonly open: number
  readonly inFlight: number
  /** Connections made since the start: more than `size` means that some were lost. */
  readonly opened: number
}

/**
 * Shared connections for reads, many in flight on each. No client-side timeout ever touches a single read: that would
 * destroy the connection under its neighbours. The server's `statement_timeout` bounds each.
 */
export class Pipeline {
  readonly #lanes: readonly Lane[]
  readonly #options: PipelineOptions
  readonly #silence: number
  #watch: NodeJS.Timeout | undefined
  #stopped = false

  constructor(options: PipelineOptions) {
    this.#options = options
    this.#silence = options.silence ?? longestSilence
    this.#lanes = Array.from({ length: options.lanes }, () => new Lane(options.config))
  }

  /** Opens the first connection, and lends it for a look at how it behaves. */
  async start<T>(look: (client: pg.Client) => Promise<T>): Promise<T> {
    this.#watch = setInterval(() => this.#cutSilent(), this.#silence / 3).unref()
    const [lane] = this.#lanes
    await lane?.open()
    if (lane?.client === undefined) throw httpErrors.UNAVAILABLE()
    return look(lane.client)
  }

  /** Finishes what is in flight, `patience` milliseconds at most. */
  async stop(patience: number): Promise<void> {
    this.#stopped = true
    clearInterval(this.#watch)
    const abort = new AbortController()
    const late = pause(patience, undefined, { signal: abort.signal }).catch(() => undefined)
    await Promise.race([Promise.all(this.#lanes.map(lane => lane.close())), late])
    abort.abort()
  }

  /** Sends a read. When its connection dies under it, or forgot its plan, it is sent once more: it is a read. */
  async read(call: Call): Promise<Answer> {
    const lane = this.#choose() ?? (await this.#reopen(this.#lanes))
    const { client } = lane
    try {
      return await this.#send(lane, call)
    } catch (error) {
      if (isStalePlan(error)) this.#renew(lane, client)
      else if (isConnectionLoss(error)) lane.drop(client)
      else throw error
      return this.#again(lane, call)
    }
  }

  /** Replaces all connections, once for all reads that find their plans outdated. */
  #renew(lane: Lane, client: pg.Client | undefined): void {
    if (lane.client !== client) return
    for (const each of this.#lanes) void each.retire(each.client)
  }

  stats(): PipelineStats {
    const open = this.#lanes.filter(lane => lane.client !== undefined).length
    const sum = (of: (lane: Lane) => number): number => this.#lanes.reduce((total, lane) => total + of(lane), 0)
    return { size: this.#lanes.length, open, inFlight: sum(lane => lane.inFlight), opened: sum(lane => lane.opened) }
  }

  /** On a connection made after the loss: the neighbours may be as dead, and not know it yet. */
  async #again(lane: Lane, call: Call): Promise<Answer> {
    await this.#reopen([lane])
    try {
      return await this.#send(lane, call)
    } catch (cause) {
      throw isConnectionLoss(cause) ? httpErrors.UNAVAILABLE(undefined, { cause }) : cause
    }
  }

  async #send(lane: Lane, call: Call): Promise<Answer> {
    const { client } = lane
    if (client === undefined) throw httpErrors.UNAVAILABLE()
    const sent = performance.now()
    if (lane.inFlight++ === 0) lane.busySince = sent
    lane.gather(client)
    try {
      return await scopedWire.alone(client, call)
    } finally {
      lane.inFlight--
      const now = performance.now()
      // Answers come in order: the time before the last one belongs to the statements ahead.
      this.#options.onAnswer(call.statement.text, now - Math.max(sent, lane.answeredAt))
      lane.answeredAt = now
    }
  }

  /** The open connection with the least in flight. Opens one more beside it when all are busy. */
  #choose(): Lane | undefined {
    let best: Lane | undefined
    let shut: Lane | undefined
    for (const lane of this.#lanes) {
      if (lane.client === undefined) shut = lane
      else if (best === undefined || lane.inFlight < best.inFlight) best = lane
    }
    if (best === undefined || best.inFlight === 0) return best
    if (best.inFlight >= inFlightLimit) throw busy()
    if (shut !== undefined && !this.#stopped) void shut.open().catch(() => undefined)
    return best
  }

  /** Waits until one of these is open as long as a caller waits: 2 s, then 503. */
  async #reopen(lanes: readonly Lane[]): Promise<Lane> {
    const until = performance.now() + connectTimeout
    for (;;) {
      if (this.#stopped) throw httpErrors.UNAVAILABLE()
      try {
        return await Promise.any(lanes.map(lane => lane.open().then(() => lane)))
      } catch (cause) {
        if (performance.now() > until) throw httpErrors.UNAVAILABLE(undefined, { cause })
      }
      await pause(retryPause)
    }
  }

  #cutSilent(): void {
    const deadline = performance.now() - this.#silence
    for (const lane of this.#lanes) {
      if (lane.inFlight > 0 && lane.answeredAt < deadline && lane.busySince < deadline) lane.drop(lane.client)
    }
  }
}
