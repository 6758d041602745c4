import { expect, it } from 'vitest'
import { jsonText } from '../json.ts'

it('writes a shape that goes on and on in a moment, without spaces at the ends of lines', () => {
  const names = Array.from({ length: 60 }, (_, at) => `member${at}`)
  const shape = (deep: number): object =>
    deep === 0
      ? { kind: 'unknown' }
      : { fields: Object.fromEntries(names.map(name => [name, {}])), of: shape(deep - 1) }
  const begun = performance.now()
  const text = jsonText(shape(80))
  expect(performance.now() - begun).toBeLessThan(3000)
  expect(text).not.toMatch(/ $/m)
  expect(JSON.parse(text)).toEqual(shape(80))
})
