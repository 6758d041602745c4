import { describe, expect, test } from 'vitest'
import { constant, join, joinAll, literalTexts, text, textOf, unknown, type Value } from '../index.ts'
import { run } from './program.ts'

const words = (count: number): Value => Array.from({ length: count }, (_, at) => text(`word ${at}`)).flat()

describe('a value has each alternative once', () => {
  test('where one was put together by hand of many that are alike, and is the first of all', () => {
    const many = Array.from({ length: 100 }, () => text('same')).flat()
    expect(join([], many)).toHaveLength(1)
  })

  test('where what is added holds doubles', () => {
    expect(literalTexts(join(text('a'), [...text('b'), ...text('b'), ...text('a')]))).toEqual(['a', 'b'])
  })
})

describe('a value stays finite', () => {
  test('at 32 alternatives, of which the first stay', () => {
    const joined = literalTexts(join(words(20), [...words(40)].slice(20)))
    expect(joined).toHaveLength(32)
    expect(joined.at(-1)).toBe('word 31')
  })

  test('and is the same value when it is full, whatever comes', () => {
    const full = words(32)
    expect(join(full, [...text('more'), ...unknown('other'), ...constant(1)])).toBe(full)
  })

  test('but for texts that are put together of parts which it lacks', () => {
    const longer: Value = [textOf([{ text: '/things' }, { name: 'id' }])]
    expect(join(words(32), longer)).toContain(longer[0])
    expect(join(words(32), longer)).toHaveLength(32)
  })

  test('where it is long from the start', () => {
    expect(join([], words(40))).toHaveLength(32)
  })

  test('at six numbers, which are any number from then on', () => {
    const six = joinAll([1, 2, 3, 4, 5, 6].map(one => constant(one)))
    expect(six).toHaveLength(6)
    expect(join([...text('none'), ...six], constant(7))).toEqual([
      ...text('none'),
      { kind: 'unknown', name: 'number', is: 'number' },
    ])
  })
})

test('a value that is joined with one that is alike is gone through once', () => {
  let reads = 0
  const many = words(30)
  const counted = new Proxy(many, {
    get: (list, name, self) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) reads += 1
      return Reflect.get(list, name, self)
    },
  })
  expect(join(counted, [...many])).toBe(counted)
  expect(reads).toBeLessThan(2 * many.length)
})

test('objects that one place makes are told apart by the words that a program chooses by', () => {
  const dialogs = ['add', 'clean', 'feed', 'harvest', 'inspect', 'join', 'move', 'paint', 'sell', 'split', 'treat']
  const { noted } = run({
    main: `import { note } from 'probe'
      const pile = []
      const open = name => pile.push({ name, confirm: null })
      ${dialogs.map(name => `setTimeout(() => open('${name}'))`).join('\n')}
      setTimeout(() => note(pile[pile.length - 1].name))`,
  })
  expect(Object.keys(noted).sort()).toEqual(dialogs)
})
