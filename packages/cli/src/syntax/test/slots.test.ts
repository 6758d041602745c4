import { expect, test } from 'vitest'
import { addToCell, cellOf, constant, join, literalTexts, readSlot, text, unknown } from '../index.ts'
import type { Slot } from '../values/value.ts'
import { run } from './program.ts'

test('what a slot and its late writers hold together is put together once, and again when there is more', () => {
  const { machine } = run({ main: '' })
  machine.live = true
  const cell = cellOf(machine, 'name')
  const slot: Slot = { value: text('first'), order: 0, cell }
  expect(readSlot(slot)).toBe(slot.value)
  addToCell(machine, cell, text('late'))
  const both = readSlot(slot)
  expect(literalTexts(both)).toEqual(['first', 'late'])
  expect(readSlot(slot)).toBe(both)
  addToCell(machine, cell, text('later'))
  expect(literalTexts(readSlot(slot))).toEqual(['first', 'late', 'later'])
  slot.value = text('other')
  expect(literalTexts(readSlot(slot))).toEqual(['other', 'late', 'later'])
})

test('what is chosen later is of the kind that a state begins with, where nothing else says', () => {
  const { machine } = run({ main: '' })
  machine.live = true
  const later = (initial: Slot['value'], name: string) => {
    const cell = cellOf(machine, name)
    addToCell(machine, cell, unknown('chosen'))
    return readSlot({ value: initial, order: 0, cell })
  }
  expect(later(constant(0), 'count')).toEqual(unknown('chosen', { is: 'number' }))
  expect(later(constant(false), 'flag')).toEqual(unknown('chosen', { is: 'boolean' }))
  expect(later(text(''), 'text')).toEqual(unknown('chosen', { is: 'string' }))
  expect(later(constant(null), 'open')).toEqual(unknown('chosen'))
  expect(later([...constant(0), ...constant(false)], 'both')).toEqual(unknown('chosen'))
})

test('alternatives are told apart by all that is known of them', () => {
  const typed = { key: 'field', type: 'text' }
  const different = [
    unknown('a'),
    unknown('b'),
    unknown('a', { is: 'number' }),
    unknown('a', { soft: true }),
    unknown('a', { wraps: text('x') }),
    unknown('a', { wraps: text('y') }),
    unknown('a', { wraps: [{ kind: 'promise', value: text('y') }] }),
    unknown('a', { wraps: [{ kind: 'promise', value: constant(1) }] }),
    unknown('a', { control: typed }),
    unknown('a', { control: { ...typed, key: 'other' } }),
    unknown('a', { control: typed, part: 'element' }),
  ]
  const all = different.reduce(join, [])
  expect(all).toHaveLength(different.length)
  expect(structuredClone(different).reduce(join, all)).toBe(all)
})

test('the next of a queue is found by an index that is counted on, and begins before the first one', () => {
  const { noted } = run({
    main: `import { note } from 'probe'
      const queue = { rows: [], last: -1 }
      const empty = () => { queue.rows = []; queue.last = -1 }
      const next = () => { if (Math.random()) empty(); queue.last++; note(queue.rows[queue.last].name) }
      const put = name => { queue.rows.push({ name }); next() }
      setTimeout(() => put('one'))
      setTimeout(() => put('two'))`,
  })
  expect(Object.keys(noted).sort()).toEqual(['one', 'two'])
})
