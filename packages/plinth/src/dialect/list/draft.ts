import type { FieldProblem } from '../../errors/index.ts'
import type { Condition, ListQuery } from '../../operations/index.ts'

/** Most problems in one answer: a hostile query costs no more than this. */
export const mostProblems = 20

/** A list query while it is being read, and what is wrong with it. */
export interface Draft {
  readonly where: Condition[]
  readonly problems: FieldProblem[]
  readonly query: { -readonly [K in keyof ListQuery]: ListQuery[K] }
  /** Page as the client counts it; becomes an offset when the limit is known. */
  page?: number
}

/** Reads the value of one word into the draft. `values` holds one entry per time the word was given. */
export type ReadWord = (values: readonly string[], draft: Draft, word: string) => void

/** Notes what is wrong with a word. */
export function refuse(draft: Draft, field: string, message: string): void {
  draft.problems.push({ field, message })
}
