import { expect, test } from 'vitest'
import { longest } from '../names.ts'

test('a name goes where a longer one continues it, and a copy of a list where its elements are read', () => {
  expect(longest(['articles', 'articles[].slug', 'articlesCount', 'tags', 'tags[]'])).toEqual([
    'articlesCount',
    'articles[].slug',
    'tags[]',
  ])
  expect(longest(['user[]', 'user.name', '[]', ''])).toEqual(['user.name'])
})

test('of an answer that is copied key by key, forty thousand names are gone through at once', () => {
  const names = Array.from({ length: 40_000 }, (_, at) => `settings.part${at % 300}.key${at}`)
  expect(longest([...names, 'settings', 'settings.part7'])).toHaveLength(names.length)
})
