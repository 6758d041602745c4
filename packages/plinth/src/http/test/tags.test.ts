import { expect, test } from 'vitest'
import { chooseEncoding } from '../response/compress.ts'
import { encodedTag, itemTag, matchesTag, versionOf, weakTag } from '../response/etag.ts'

test('a tag carries the version of the row, and changes with the body', () => {
  const tag = itemTag('4711', '{"a":1}')
  expect(versionOf(tag)).toBe('4711')
  expect(versionOf(encodedTag(tag, 'br'))).toBe('4711')
  expect(itemTag('4711', '{"a":2}')).not.toBe(tag)
})

test.each([['*'], ['W/"abc"'], ['4711'], ['"4711"'], ['']])('%s names no version', header => {
  expect(versionOf(header)).toBeUndefined()
})

test('a tag is found whatever the encoding was', () => {
  const tag = itemTag('1', 'x')
  expect(encodedTag(tag, 'gzip')).not.toBe(tag)
  for (const header of [tag, `"other", ${tag}`, encodedTag(tag, 'gzip'), `W/${tag}`, '*'])
    expect(matchesTag(header, tag)).toBe(true)
  for (const header of ['"other"', '', undefined]) expect(matchesTag(header, tag)).toBe(false)
})

test('large texts get no weak tag', () => {
  expect(weakTag('x'.repeat(65_537))).toBeUndefined()
})

test.each([
  [undefined, undefined],
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['identity', undefined],
  ['gzip;q=0', undefined],
])('Accept-Encoding %s takes %s', (accept, encoding) => {
  expect(chooseEncoding(accept)).toBe(encoding)
})
