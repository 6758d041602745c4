import { expect } from 'vitest'
import { read, type TestBackend, type TestCall } from './backend.ts'

/** One question, and what must and must not be in the answer. */
export interface Scenario extends TestCall {
  readonly call: string
  /** The code of the refusal, where there is one. */
  readonly refused?: string
  /** Texts that stand in the answer, or in the details of the refusal. */
  readonly has?: readonly string[]
  readonly lacks?: readonly string[]
}

export async function play(backend: TestBackend, scenario: Scenario): Promise<void> {
  const { call, refused, has = [], lacks = [], ...rest } = scenario
  const answer = await backend.run(call, rest).then(
    reply => ({ code: undefined, text: JSON.stringify(read(reply) ?? null) }),
    (error: { code?: string; details?: unknown }) => {
      if (error.code === undefined) throw error
      return { code: error.code, text: JSON.stringify(error.details ?? {}) }
    },
  )
  expect(answer.code, answer.text).toBe(refused)
  for (const text of has) expect(answer.text).toContain(text)
  for (const text of lacks) expect(answer.text).not.toContain(text)
}
