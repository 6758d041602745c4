import { expect, test } from 'vitest'
import { call, derive } from './kit.ts'

const tasks = (field: string) => [
  call('GET /api/tasks', { reads: ['data[].id', `data[].${field}`, 'data[].title'] }),
  call('POST /api/tasks', { body: ['title'] }),
]
const reorder = (body: string[], field = 'position') =>
  derive([...tasks(field), call('PUT /api/tasks/reorder', { body })])

test('places that are no field, or a body with more in it, are no order', () => {
  expect(reorder(['items[].id', 'items[].title']).actions).toMatchObject([{ kind: 'pending' }])
  expect(reorder(['ids[]', 'column']).actions).toMatchObject([{ kind: 'pending' }])
})

test('rows that show no place get a field for it', () => {
  const { actions, tables, resources } = reorder(['ids[]'], 'color')
  expect(actions).toMatchObject([{ kind: 'reorder', field: 'position' }])
  expect(tables[0]?.fields.at(-1)).toMatchObject({ name: 'position', type: 'integer', default: 0 })
  expect(resources[0]?.sort[0]).toBe('position')
})

test('ids in their order, or places with them', () => {
  const { actions, resources, tables } = reorder(['ids[]'])
  expect(actions).toMatchObject([{ kind: 'reorder', on: 'tasks', field: 'position', list: 'ids', of: 'ids' }])
  expect(resources[0]?.sort[0]).toBe('position')
  const field = tables[0]?.fields.find(({ name }) => name === 'position')
  expect(field).toMatchObject({ type: 'integer', default: 0 })
  expect(field?.write).toBeUndefined()
  expect(reorder(['[].id', '[].position']).actions).toMatchObject([{ kind: 'reorder', list: '', of: 'rows' }])
  expect(reorder(['tasks[].id', 'tasks[].rank'], 'rank').actions).toMatchObject([{ kind: 'reorder', field: 'rank' }])
})
