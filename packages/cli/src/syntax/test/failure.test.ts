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

/** A model that holds others that hold each other, thrown as it is. */
const WEB = `
  ${Array.from({ length: 12 }, (_, at) => `const m${at} = {};`).join(' ')}
  ${Array.from({ length: 12 }, (_, at) => `Object.assign(m${at}, { ${Array.from({ length: 12 }, (_, other) => `o${other}: m${other}`).join(', ')} });`).join('\n')}
  throw m0
`

test('an object that stands in several places of what is thrown is copied once', () => {
  const { machine } = run({ main: WEB }, 100_000, told)
  const copies = new Set<unknown>()
  const count = (value: Value): void => {
    for (const atom of value) {
      if (atom.kind !== 'object' || !atom.key.endsWith('!') || copies.has(atom)) continue
      copies.add(atom)
      for (const slot of atom.slots.values()) count(slot.value)
    }
  }
  count(readCell(cellOf(machine, 'thrown')))
  expect(copies.size).toBe(12)
})
