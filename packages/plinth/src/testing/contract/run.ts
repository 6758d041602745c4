import assert from 'node:assert/strict'
import type { Backend } from '../../app/index.ts'
import { type TestApp, type TestAppOptions, testApp } from '../app.ts'
import type { Contract, ContractRequest } from './contract.ts'
import { find } from './earlier.ts'
import { Frontend } from './frontend.ts'
import { assertReads } from './reads.ts'

/** The test runner's own functions: `before`, `after` and `test` of node:test, `beforeAll`, `afterAll` and `it` of Vitest. */
export interface Runner {
  before(run: () => Promise<void>): unknown
  after(run: () => Promise<void>): unknown
  test(name: string, run: () => Promise<void>): unknown
}

export interface ContractOptions extends TestAppOptions {
  readonly backend: Backend
  readonly runner: Runner
}

/**
 * One test for each request of the frontend: the backend answers, and every field that the frontend's code reads is
 * there with a type that it can read. The tests run in the contract's order on one database of their own; each can also
 * run alone, since what it needs from others is asked for first.
 */
export function testContract(contract: Contract, { backend, runner, ...options }: ContractOptions): void {
  let app: TestApp | undefined
  let frontend: Frontend | undefined
  runner.before(async () => {
    app = await testApp(backend, options)
    frontend = new Frontend(app, contract)
  })
  runner.after(async () => app?.stop())
  for (const request of contract.requests)
    runner.test(nameOf(request), async () => {
      assert.ok(frontend !== undefined, 'the backend did not start')
      await assertAnswered(request, frontend).finally(() => frontend?.goOn())
    })
}

function nameOf({ ask, at, gives }: ContractRequest): string {
  if (gives === 501) return `${ask}, asked for by ${at}, is not written yet`
  return gives === undefined ? `${ask} gives what ${at} reads` : `${ask} understands what ${at} sends`
}

async function assertAnswered(request: ContractRequest, frontend: Frontend): Promise<void> {
  const { status, body, headers } = await frontend.ask(request)
  if (request.gives === 501) {
    assert.equal(status, 501, `${request.ask} answers ${status}: where it is written now, take \`gives: 501\` away`)
    return
  }
  if (request.gives !== undefined) {
    assert.equal(status, request.gives, `${request.ask} answers ${status}: ${JSON.stringify(body)}`)
    return
  }
  assert.ok(status >= 200 && status < 300, `${request.ask} answers ${status}: ${JSON.stringify(body)}`)
  if (request.type !== undefined) assert.match(headers.get('content-type') ?? '', new RegExp(`^${request.type}`))
  if (request.reads !== undefined) assertReads(body, request.reads)
  for (const [name, value] of Object.entries(request.is ?? {}))
    assert.deepEqual(find(body, name), await frontend.value(value), `${name} in the answer of ${request.ask}`)
  for (const { ask, ...follow } of request.afterwards ?? [])
    await assertAnswered({ ...who(request), ...follow, ask }, frontend)
}

const who = ({ at, as }: ContractRequest) => ({ at, ...(as === undefined ? {} : { as }) })
