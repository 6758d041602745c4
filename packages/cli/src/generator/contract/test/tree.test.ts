import { expect, it } from 'vitest'
import type { Plain } from '../../source/index.ts'
import { treeOf } from '../tree.ts'

it.each<[string, Record<string, string>, Plain | undefined]>([
  ['nothing', {}, undefined],
  ['members', { 'data.id': 'string', 'data.user.name': 'any' }, { data: { id: 'string', user: { name: 'any' } } }],
  ['items', { 'data[].id': 'string', 'data[].tags[]': 'string' }, { data: [{ id: 'string', tags: ['string'] }] }],
  ['a list at the top', { '[].id': 'string' }, [{ id: 'string' }]],
  ['a list of lists', { 'rows[][]': 'number' }, { rows: [['number']] }],
  ['a container that its fields imply', { user: 'object', 'user.name': 'string' }, { user: { name: 'string' } }],
  ['a list that its items imply', { tags: 'array', 'tags[]': 'string' }, { tags: ['string'] }],
  [
    'a container that may be null',
    { user: 'object|null', 'user.name': 'string|null|missing', 'user.roles[]': 'string|null|missing' },
    { user: 'object|null', 'user.name': 'string|null|missing', 'user.roles': ['string|null|missing'] },
  ],
  [
    'a container that has to be there, though its fields do not',
    { meta: 'object', 'meta.page': 'number|null|missing' },
    { meta: 'object', 'meta.page': 'number|null|missing' },
  ],
  [
    'a list that may be null',
    { tags: 'array|null', 'tags[].id': 'string|null|missing' },
    { tags: 'array|null', 'tags[]': { id: 'string|null|missing' } },
  ],
  ['a list and an object at once', { 'a.b': 'any', 'a[].c': 'any' }, { 'a.b': 'any', 'a[]': { c: 'any' } }],
  [
    'a name that is no field in source code',
    { 'data.__proto__': 'any', 'data.constructor': 'any' },
    { data: { constructor: 'any' } },
  ],
])('writes %s in the shape of the answer', (_name, reads, tree) => {
  expect(treeOf(reads)).toEqual(tree)
})
