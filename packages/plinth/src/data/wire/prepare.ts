import type pg from 'pg'
import { beginStatement, byStatement, byText, parse, scopeStatement, scopeText, syncOnly } from './frames.ts'
import { type Answer, Query, type Settle, type WireConnection } from './internals.ts'

/** Makes a new connection ready for scoped queries: prepares their leading statements, one round trip. */
export function prepareClient(client: pg.Client): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle: Settle = (error, answer) => (answer === undefined ? reject(error) : resolve())
    client.query(new Preparation(settle) as unknown as pg.Submittable)
  })
}

class Preparation extends Query {
  constructor(settle: Settle) {
    super({ text: '', name: undefined, types: undefined, rowMode: undefined })
    this.callback = settle
  }

  submit({ stream }: WireConnection): Error | null {
    stream.cork()
    stream.write(parse(scopeStatement, scopeText))
    stream.write(parse(beginStatement, 'begin'))
    stream.write(parse(byStatement, byText))
    stream.write(syncOnly)
    stream.uncork()
    return null
  }

  handleError(error: unknown): void {
    this.callback(error)
  }

  handleReadyForQuery(): void {
    this.callback(null, this._result satisfies Answer)
  }
}
