import { expect, test } from 'vitest'
import { concat, literalText, textOf, textsOf, unknown, type Value, valueOfTexts } from '../../../syntax/index.ts'
import { joinBase } from '../options.ts'

const pathBelow = (env: string): Value =>
  valueOfTexts(concat(textsOf(unknown('base', { env }), 'base'), [textOf([{ text: '/books' }])]))
const partsOf = (value: Value): number[] => value.map(atom => (atom.kind === 'text' ? atom.parts.length : 0))

test('an address that begins with the setting that is the base is whole, and one with another setting is not', () => {
  const base = unknown('base', { env: 'API' })
  expect(partsOf(joinBase(base, pathBelow('API')))).toEqual([2])
  expect(partsOf(joinBase(base, pathBelow('OTHER')))).toEqual([4])
  expect(literalText(joinBase([textOf([{ text: '/api' }])], [textOf([{ text: '/books' }])]))).toBe('/api//books')
})
