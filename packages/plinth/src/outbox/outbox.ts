import type { Database, Scope } from '../data/index.ts'

/** An effect that leaves after the commit: what happened, and which subscriber is to hear of it. */
export interface Effect {
  readonly topic: string
  readonly subscriber: string
  readonly payload: unknown
}

/** Who caused an effect, so that its handler can run in the same tenant and be traced to the same request. */
export interface Origin extends Scope {
  readonly actor: string | null
  readonly requestId: string
}

const insert = {
  name: 'outbox_put',
  text: `insert into plinth.outbox (topic, subscriber, payload, tenant_id, actor_id, request_id)
    select topic, subscriber, payload, $2, $3, $4
    from jsonb_to_recordset($1::jsonb) as effect (topic text, subscriber text, payload jsonb)`,
}

/** Writes effects into the database, in the ambient transaction. They exist if and only if the rows beside them do. */
export class Outbox {
  readonly #database: Database
  readonly #wake: () => void

  constructor(database: Database, wake: () => void) {
    this.#database = database
    this.#wake = wake
  }

  /** Stores the effects; the relay sends them on after the commit, at least once each. */
  async put(effects: readonly Effect[], origin: Origin): Promise<void> {
    if (effects.length === 0) return
    const values = [JSON.stringify(effects), origin.tenant, origin.actor, origin.requestId]
    await this.#database.write(insert, values, origin)
    this.#database.afterCommit(this.#wake)
  }
}
