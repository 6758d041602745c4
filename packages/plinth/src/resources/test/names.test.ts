import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slugify, uniqueSlug } from '../index.ts'
import { kebabCase, pluralOf, singularOf, snakeCase } from '../model/names.ts'

test.each([
  ['orders', 'order'],
  ['categories', 'category'],
  ['boxes', 'box'],
  ['addresses', 'address'],
  ['branches', 'branch'],
  ['people', 'person'],
  ['orderItems', 'orderItem'],
  ['salesPeople', 'salesPerson'],
  ['movies', 'movie'],
  ['houses', 'house'],
  ['news', 'news'],
  ['status', 'status'],
  ['staff', 'staff'],
])('the singular of %s is %s', (plural, singular) => {
  expect(singularOf(plural)).toBe(singular)
})

test.each([
  ['tag', 'tags'],
  ['tags', 'tags'],
  ['category', 'categories'],
  ['box', 'boxes'],
  ['person', 'people'],
  ['day', 'days'],
])('the plural of %s is %s', (word, plural) => {
  expect(pluralOf(word)).toBe(plural)
})

test('names change their case', () => {
  expect([kebabCase('orderItems'), snakeCase('orderItems')]).toEqual(['order-items', 'order_items'])
})

describe('a slug', () => {
  test.each([
    ['Über den Wolken!', 'uber-den-wolken'],
    ['  A -- B  ', 'a-b'],
    ['Straße & Smørrebrød', 'strasse-smorrebrod'],
    ['東京 2026', '東京-2026'],
    ['!!!', 'item'],
    ['', 'item'],
  ])('of %j is %s', (title, slug) => {
    expect(slugify(title)).toBe(slug)
  })

  test('is always fit for a path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), title => {
        expect(slugify(title)).toMatch(/^[\p{Letter}\p{Number}]+(-[\p{Letter}\p{Number}]+)*$/u)
        expect([...slugify(title)].length).toBeLessThanOrEqual(80)
      }),
    )
  })

  test('can be one of its own', () => {
    expect(uniqueSlug('A title')).toMatch(/^a-title-[a-z2-9]{6}$/)
    expect(uniqueSlug('A title')).not.toBe(uniqueSlug('A title'))
  })
})
