import { expect, test } from 'vitest'
import { call, derive, signIn } from './kit.ts'

test('people are shown with their id, where it is read', () => {
  const shown = (name: string) =>
    derive([
      ...signIn,
      call('GET /api/posts/{id}', { reads: [`data.author.${name}`, 'data.author.email', 'data.title'] }),
    ]).resources.find(each => each.name === 'people')?.only
  expect(shown('id')).toEqual(['id', 'email'])
  expect(shown('name')).not.toContain('id')
})
