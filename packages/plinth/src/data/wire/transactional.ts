import type pg from 'pg'
import type { Call, Wire } from './call.ts'
import { byText, scopeText } from './frames.ts'
import type { Answer } from './internals.ts'
import { parsers, printedParsers } from './values.ts'

/**
 * The plain wire: BEGIN, the setting, the statement, COMMIT, each awaited. It leans on nothing but PostgreSQL, and does
 * a third of what the scoped one does. Chosen when the self-test at start finds that one wanting.
 */
export const transactionalWire: Wire = {
  name: 'transactional',
  pipelined: false,
  async alone(client, call) {
    await client.query('begin')
    try {
      const answer = await this.within(client, call, false)
      await client.query('commit')
      return answer
    } catch (error) {
      // On a dead connection this fails as well: the first error is the one that says why.
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  },
  async within(client, call, begin) {
    if (begin) await client.query('begin')
    await client.query(scopeText, [call.tenant])
    if (call.by !== undefined) await client.query(byText, [call.by])
    return (await client.query(queryOf(call))) as unknown as Answer
  },
}

function queryOf({ statement, values, rowMode, types }: Call): pg.QueryConfig {
  const query = { text: statement.text, values: [...values], types: types ?? parsers, queryMode: 'extended' }
  const named = statement.name === undefined ? query : { ...query, name: statement.name }
  const shaped = statement.texts
    ? { rowMode: 'array', types: printedParsers }
    : rowMode === undefined
      ? {}
      : { rowMode }
  return { ...named, ...shaped } as pg.QueryConfig
}
