import { expect, test } from 'vitest'
import { cellOf, native, readCell, type Value } from '../index.ts'
import { run } from './program.ts'

/** Handlers that throw parts of what they caught, for one another to catch. */
const PROGRAM = `
  import { ask } from 'server'
  interface Problem { error: string; data: string }
  const first = () => { try { throw ask() } catch (failure) { throw failure.error } }
  const second = () => { try { first() } catch (failure) { throw failure.data } }
  try { second() } catch (failure) { const problem: Problem = failure.error; throw problem }
  first()
  second()
`

const answer: Value[number] = { kind: 'answer', source: { id: 'first', used: new Set(), types: new Map() }, path: '' }
const server = { ask: [native('ask', () => [answer])] }
const told = { libraries: (name: string) => (name === 'server' ? server : undefined) }

test('parts of refused answers that are thrown again and again do not grow', () => {
  const { machine } = run({ main: PROGRAM }, 100_000, told)
  const paths = readCell(cellOf(machine, 'thrown')).flatMap(atom => (atom.kind === 'answer' ? [atom.path] : []))
  expect(paths).toContain('error')
  expect(Math.max(...paths.map(path => path.split('.').length))).toBe(2)
})

test('what an answer would have been says nothing of a refused one', () => {
  expect(run({ main: PROGRAM }, 100_000, told).machine.refused.types.size).toBe(0)
})
