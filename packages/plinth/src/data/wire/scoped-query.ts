import { Buffer } from 'node:buffer'
import type pg from 'pg'
import type { Call, Wire } from './call.ts'
import { beginExecute, boundFrame, byExecute, describeExecuteSync, executeSync, scopeExecute } from './frames.ts'
import { type Answer, Query, type Settle, type WireConnection } from './internals.ts'
import { parsers } from './values.ts'

// A connection keeps a plan for each name, tens of kilobytes each. What comes after this many goes unprepared.
const preparedPerConnection = 500
const nothing = Buffer.alloc(0)
const preparedCounts = new WeakMap<WireConnection, number>()

/**
 * Sends the scope and the statement under ONE Sync: all before a Sync is one implicit transaction, so the setting dies
 * with it, and both cost one round trip. What runs first answers without a row description and is skipped:
 *
 *     → [Bind Execute begin]  Bind Execute scope  [Bind Execute by]  [Parse] Bind [Describe] Execute  Sync
 *     ← [CommandComplete]     DataRow CommandComplete     [RowDescription] DataRow… CommandComplete  ReadyForQuery
 *
 * Its leading statements are prepared when the connection is made: a ParseComplete of theirs would be booked on the
 * statement's name. An error anywhere makes the server skip to the Sync and roll back.
 */
export class ScopedQuery extends Query {
  readonly #call: Call
  readonly #begin: boolean
  #skip: number
  #broken: unknown

  constructor(call: Call, begin: boolean, settle: Settle) {
    const { statement, rowMode } = call
    const { text, name } = statement
    // `pg` clones what is not a string, 2 µs; texts need neither types nor a row mode.
    super(statement.texts ? text : { text, name, types: call.types ?? parsers, rowMode })
    this.name = name
    this.#call = call
    this.#begin = begin
    this.#skip = 1 + (begin ? 1 : 0) + (call.by === undefined ? 0 : 1)
    this.callback = settle
  }

  submit(connection: WireConnection): Error | null {
    const { stream } = connection
    if (!stream.writable) return null
    const { tenant, values, statement, by } = this.#call
    const scope = by === undefined ? scopeExecute(tenant) : Buffer.concat([scopeExecute(tenant), byExecute(by)])
    const lead = this.#begin ? Buffer.concat([beginExecute, scope]) : scope
    const parse = this.#needsParse(connection)
    const frame = { statement: this.name ?? '', values, tail: statement.texts ? executeSync : describeExecuteSync }
    if (!parse) {
      stream.write(boundFrame({ ...frame, lead }))
      return null
    }
    stream.cork()
    stream.write(lead)
    connection.parse({ text: this.text, name: frame.statement })
    stream.write(boundFrame({ ...frame, lead: nothing }))
    stream.uncork()
    return null
  }

  /** Books a new name on the connection. A name that stands for another text there goes unprepared. */
  #needsParse(connection: WireConnection): boolean {
    if (this.name === undefined) return true
    const known = connection.parsedStatements[this.name] ?? connection.submittedNamedStatements[this.name]
    if (known === this.text) return false
    const count = preparedCounts.get(connection) ?? 0
    if (known !== undefined || count >= preparedPerConnection) {
      this.name = undefined
      return true
    }
    preparedCounts.set(connection, count + 1)
    connection.submittedNamedStatements[this.name] = this.text
    return true
  }

  handleRowDescription(message: { fields: unknown[] }): void {
    this._result.addFields(message.fields)
  }

  handleDataRow(message: { fields: unknown[] }): void {
    if (this.#skip > 0 || this.#broken !== undefined) return
    if (this.#call.statement.texts) {
      this._result.rows.push(message.fields)
      return
    }
    try {
      this._result.rows.push(this._result.parseRow(message.fields))
    } catch (error) {
      this.#broken = error
    }
  }

  handleCommandComplete(message: unknown): void {
    if (this.#skip > 0) this.#skip--
    else if (!this.#call.statement.texts) this._result.addCommandComplete(message)
  }

  handleEmptyQuery(): void {}

  handleError(error: unknown): void {
    this.callback(error)
  }

  handleReadyForQuery(): void {
    if (this.#broken === undefined) this.callback(null, this._result)
    else this.callback(this.#broken)
  }
}

/** The fast wire. Needs connections that `prepareClient` has made ready. */
export const scopedWire: Wire = {
  name: 'scoped',
  pipelined: true,
  alone: (client, call) => send(client, call, false),
  within: send,
}

function send(client: pg.Client, call: Call, begin: boolean): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle: Settle = (error, answer) => (answer === undefined ? reject(error) : resolve(answer))
    client.query(new ScopedQuery(call, begin, settle) as unknown as pg.Submittable)
  })
}
