import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from '../request/json.ts'
import { failurePosition } from '../request/json-position.ts'

test.each([
  ['{"a":x}', 1, 6],
  ['{"a":1', 1, 7],
  ['', 1, 1],
  ['{\n  "a": 1,\n}', 3, 1],
  ['[1,]', 1, 4],
  ['[1 2]', 1, 4],
  ['{"a" 1}', 1, 6],
  ['{a:1}', 1, 2],
  ['"a\tb"', 1, 3],
  ['"\\x"', 1, 2],
  ['01', 1, 2],
  ['{"a":1}}', 1, 8],
  ['nul', 1, 1],
  ['[}', 1, 2],
])('%j names the position', (text, line, column) => {
  if (text === '') expect(parseJson(Buffer.from(text))).toBeUndefined()
  else {
    expect(() => parseJson(Buffer.from(text))).toThrow(
      expect.objectContaining({ code: 'BODY_MALFORMED', details: expect.objectContaining({ line, column }) }),
    )
  }
})

test('the position is where V8 says it is, when it says it', () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', ':', '"', 'x', '1'))
    .map(([text, at, put]) => {
      const index = at % (text.length + 1)
      return text.slice(0, index) + put + text.slice(index + 1)
    })
  fc.assert(
    fc.property(broken, text => {
      try {
        JSON.parse(text)
      } catch (error) {
        const said = /at position (\d+)/.exec((error as Error).message)?.[1]
        const found = failurePosition(text)
        if (said === undefined) expect(found).toBeLessThanOrEqual(text.length)
        else expect(Math.abs(found - Number(said))).toBeLessThanOrEqual(tokenLength(text, found))
      }
    }),
    { numRuns: 2000 },
  )
})

/** Inside of a number, a word or an escape V8 points to the character, and we to the token. */
function tokenLength(text: string, at: number): number {
  return (/^[\w.+\-\\]*/.exec(text.slice(at))?.[0].length ?? 0) + 1
}

test.each([
  ['{"__proto__":{}}', '__proto__'],
  ['{"a":[{"constructor":1}]}', 'a[0].constructor'],
  ['{"\\u005f_proto__":1}', '__proto__'],
  ['{"a":{"b":"x\\u0000y"}}', 'a.b'],
  ['{"a":["x\\ud800"]}', 'a[0]'],
  ['{"a":{"\\udc00":1}}', 'a'],
  [`{"a":${'['.repeat(32)}${']'.repeat(32)}}`, 'a'],
])('%s is refused with a pointer', (text, field) => {
  expect(() => parseJson(Buffer.from(text))).toThrow(
    expect.objectContaining({
      code: 'VALIDATION_FAILED',
      details: [expect.objectContaining({ field: expect.stringContaining(field) })],
    }),
  )
})

test.each([
  ['{"says":"__proto__ and constructor"}'],
  ['{"a":"\\u00e9"}'],
  ['{"a":"\\ud83d\\ude00"}'],
  [`${'['.repeat(32)}${']'.repeat(32)}`],
  [JSON.stringify(Array(100).fill({}))],
])('%s is let through', text => {
  expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text))
})

test('a megabyte of brackets is refused without a stack overflow', () => {
  for (const text of ['['.repeat(1e6), `${'['.repeat(5e5)}${']'.repeat(5e5)}`, '{"a":'.repeat(2e5)]) {
    expect(() => parseJson(Buffer.from(text))).toThrow(expect.objectContaining({ status: 400 }))
  }
})

test('bytes that are no UTF-8 are refused', () => {
  expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(expect.objectContaining({ code: 'BODY_MALFORMED' }))
})
