import { expect, test } from 'vitest'
import { call, derive, signIn } from './kit.ts'

function fieldsOf(table: string, ...calls: Parameters<typeof derive>[0]) {
  return derive(calls).tables.find(({ name }) => name === table)?.fields ?? []
}

test('people are shown with their id, where it is read', () => {
  const shown = (name: string) =>
    derive([
      ...signIn,
      call('GET /api/posts/{id}', { reads: [`data.author.${name}`, 'data.author.email', 'data.title'] }),
    ]).resources.find(each => each.name === 'people')?.only
  expect(shown('id')).toEqual(['id', 'email'])
  expect(shown('name')).not.toContain('id')
})

test('user_id names the owner as userId does: one column of a table is called so', () => {
  const fields = fieldsOf(
    'vouchers',
    ...signIn,
    // Other names are written in camel case.
    call('GET /api/sites', { reads: ['data[].streetName', 'data[].zipCode'] }),
    call('GET /api/vouchers', { reads: ['data[].id', 'data[].user_id'] }),
    call('POST /api/vouchers', { body: ['discount', 'user_id'] }),
  )
  expect(fields.filter(({ name }) => /^user_?id$/i.test(name))).toEqual([
    expect.objectContaining({ name: 'user_id', server: 'owner' }),
  ])
})

test('in a part of a row, an id is called as that of rows is', () => {
  const fields = fieldsOf(
    'marks',
    call('GET /api/marks', { reads: ['data[]._id', 'data[].detail._id', 'data[].detail.image'] }),
    call('POST /api/marks', { body: ['note'] }),
  )
  expect(fields.find(({ name }) => name === 'detail')?.default).toEqual({ _id: '', image: '' })
})

test('a row of nothing but keys below one of the rows that it names goes with either of the two', () => {
  const calls = (...more: string[]) => [
    call('POST /api/labels', { body: ['name'] }),
    call('DELETE /api/labels/{id}'),
    call('POST /api/cards', { body: ['title'] }),
    call('GET /api/cards/{id}', { reads: ['data.title'] }),
    call('POST /api/cards/{id}/marks', { body: ['labelId', ...more] }),
  ]
  const key = (...more: string[]) => fieldsOf('marks', ...calls(...more)).find(({ name }) => name === 'labelId')
  expect(key()?.references?.onDelete).toBe('cascade')
  expect(key('note')?.references?.onDelete).toBe('restrict')
})

test('rows that only their owner sees are not shown with rows that everybody sees', () => {
  const { actions, resources } = derive([
    ...signIn,
    call('POST /api/rooms', { body: ['price'] }),
    call('GET /api/rooms/{id}', { reads: ['data.id', 'data.price'] }),
    call('GET /api/visits', { reads: ['data[].day', 'data[].room.price'] }),
    call('PATCH /api/visits/{id}', { body: ['day'] }),
  ])
  expect(resources.find(({ name }) => name === 'rooms')?.operations.get?.allow).toEqual({ owner: 'userId' })
  expect(actions).toContainEqual(expect.objectContaining({ kind: 'pending', endpoints: ['GET /api/visits'] }))
})

test('an object cannot stand in a path: rows that are called like what they hold are named by their id', () => {
  const fields = {
    lid: { shape: { kind: 'object' as const, fields: {} }, optional: false },
    size: { shape: { kind: 'number' as const }, optional: false },
  }
  const saved = { body: ['lid', 'size'], bodyShape: { kind: 'object' as const, fields } }
  const calls = [call('GET /api/jarlids'), call('POST /api/jarlids', saved), call('PATCH /api/jarlids/{lid}', saved)]
  const field = fieldsOf('jarlids', ...calls).find(({ name }) => name === 'lid')
  expect(field).toMatchObject({ type: 'json' })
  expect(field).not.toHaveProperty('unique')
})
