import { expect, test } from 'vitest'
import { call, derive } from './kit.ts'

const needs = (...query: string[]) => derive([call('GET /api/cards', { query })]).features.pagination?.needed

test('a list in pages is told by a page, or by a place with a number of rows', () => {
  expect(needs('page')).toBe(true)
  expect(needs('start', 'length')).toBe(true)
  expect(needs('length')).toBe(false)
  expect(needs('start', 'end')).toBe(false)
})

test('the row that the last piece ended with says where to go on, a day does not', () => {
  expect(needs('beforeId')).toBe(true)
  expect(needs('before')).toBe(false)
})

test('words of pages may stand within another one', () => {
  expect(needs('listOptions.limit', 'listOptions.continue')).toBe(true)
  expect(needs('listOptions.limit')).toBe(false)
  expect(needs('continue')).toBe(false)
})

test('a number behind the word is a page, and a key that the last piece ended with says where to go on', () => {
  const paged = (ask: string, query: string[] = []) => derive([call(ask, { query })]).features.pagination?.needed
  expect(paged('GET /posts/page/{number}')).toBe(true)
  expect(paged('GET /posts/page/{slug}')).toBe(false)
  expect(paged('GET /feed', ['lastKey'])).toBe(true)
})
