import { expect, it } from 'vitest'
import type { Reads } from '../contract/contract.ts'
import { assertReads } from '../contract/reads.ts'

const book = { title: 'One', pages: 12, author: null, tags: ['a'] }

it.each<[string, unknown, Reads, string]>([
  ['is not there', { data: {} }, { data: { title: 'string' } }, 'data.title is missing, and the frontend reads string'],
  ['has another type', book, { pages: 'string' }, 'pages is number, and the frontend reads string'],
  ['is null where the code does not expect it', book, { author: 'string' }, 'author is null'],
  ['is missing in one item', { data: [book, {}] }, { data: [{ pages: 'number' }] }, 'data[].pages is missing'],
  ['hangs under something that is null', book, { author: { name: 'string' } }, 'author.name is missing'],
  [
    'should be a list',
    { data: book },
    { data: [{ title: 'string' }] },
    'data is object, and the frontend reads a list',
  ],
  ['is a list that is not there', { items: [] }, { data: [{ title: 'string' }] }, 'data is missing'],
  ['is a list that shows nothing', { data: [] }, { data: [{ title: 'string' }] }, 'data is an empty list'],
  ['has odd items', [1, 'two'], ['number'], '[] is string, and the frontend reads number'],
  ['is named by its whole way', { data: [{}] }, { 'data[].tags[]': 'string' }, 'data[].tags is missing'],
  ['has no type that is known', {}, { title: 'any' }, 'title is missing'],
  ['is not there at all', '', { title: 'any' }, 'title is missing'],
])('fails where a field %s', (_name, body, reads, message) => {
  expect(() => assertReads(body, reads)).toThrow(message)
})

it.each<[string, unknown, Reads]>([
  ['every field has its type', { data: [book] }, { data: [{ title: 'string', pages: 'number', tags: ['string'] }] }],
  ['null is expected', book, { author: 'object|null' }],
  ['the code does without it', book, { author: { name: 'string|null|missing' }, isbn: 'string|null|missing' }],
  ['the code does without the list', {}, { meta: [{ page: 'number|null|missing' }] }],
  ['an inner list is empty', { data: [{ ...book, tags: [] }] }, { data: [{ tags: ['string'] }] }],
  ['only a list is read, not its items', { data: [] }, { data: 'array' }],
  ['the type is not known', book, { author: 'any' }],
  ['a container is read by itself too', { user: null }, { user: 'object|null', 'user.name': 'string|null|missing' }],
])('passes where %s', (_name, body, reads) => {
  expect(() => assertReads(body, reads)).not.toThrow()
})
