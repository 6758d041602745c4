import { expect, test } from 'vitest'
import type { Shape } from '../../endpoint.ts'
import { call, derive } from './kit.ts'

const flag: Shape = { kind: 'boolean' }
const role: Shape = { kind: 'literal', values: ['reader', 'writer'] }
const member: Shape = {
  kind: 'object',
  fields: {
    active: { shape: flag, optional: false },
    archived: { shape: flag, optional: false },
    isHidden: { shape: flag, optional: false },
    role: { shape: role, optional: false },
  },
}
const get = call('GET /api/members/{id}', {
  answerShape: { kind: 'object', fields: { data: { shape: member, optional: false } } },
})
const actionOf = (key: string, body: string[] = []) =>
  derive([get, call(key.replace(' ', ' /api/members/{id}/'), { body })]).actions[0]

test('a word that is no field, or a body with more in it, sets nothing', () => {
  expect(actionOf('POST promote')).toMatchObject({ kind: 'pending' })
  expect(actionOf('PATCH role', ['role', 'reason'])).toMatchObject({ kind: 'pending' })
  expect(actionOf('PATCH rank', ['role'])).toMatchObject({ kind: 'pending' })
  expect(actionOf('DELETE role')).toMatchObject({ kind: 'pending' })
})

test('a field that is sent under its own name', () => {
  expect(actionOf('PATCH role', ['role'])).toMatchObject({ kind: 'assign', method: 'PATCH', fields: ['role'] })
  expect(actionOf('PUT archived', ['archived'])).toMatchObject({ kind: 'assign', method: 'PUT', fields: ['archived'] })
  expect(actionOf('PUT hidden', ['isHidden'])).toMatchObject({ kind: 'assign', fields: ['isHidden'] })
})

test.each([
  ['archive', 'archived', true],
  ['unarchive', 'archived', false],
  ['activate', 'active', true],
  ['deactivate', 'active', false],
])('%s sets %s to %s', (word, field, value) => {
  expect(actionOf(`POST ${word}`)).toMatchObject({ kind: 'assign', fields: [], to: { field, value } })
  expect(actionOf(`PUT ${word}`)).toMatchObject({ kind: 'assign', method: 'PUT' })
})

test('a body that wraps the field says so for itself', () => {
  const asked = [
    get,
    call('PATCH /api/members/{id}/role', { body: ['role'] }),
    call('PUT /api/members/{id}/archived', { body: ['member.archived'] }),
  ]
  const { actions, dialect } = derive(asked)
  expect(actions).toMatchObject([
    { kind: 'assign', fields: ['archived'] },
    { kind: 'assign', fields: ['role'] },
  ])
  expect(dialect.bodies).toEqual({ 'members.role': '$input' })
  expect(dialect.envelope).toMatchObject({ body: { $name: '$input' } })
})

test('a row that the path names behind what is set in it, and a value that the query says', () => {
  const asked = (key: string, facts: object = {}) => derive([get, call(key, facts)]).actions[0]
  const sent = { query: ['role'] }
  expect(asked('POST /api/members/update/role/{id}', sent)).toMatchObject({
    kind: 'assign',
    path: '/members/update/role/:id',
    from: 'query',
    fields: ['role'],
  })
  expect(asked('POST /api/members/updateRole/{id}', { query: ['id', 'role'] })).toMatchObject({ kind: 'assign' })
  expect(asked('PUT /api/members/setRole/{id}', { body: ['role'] })).toMatchObject({ kind: 'assign', fields: ['role'] })
  expect(asked('PUT /api/members/{id}/role', sent)).toMatchObject({ kind: 'assign', from: 'query' })
  expect(asked('POST /api/members/update/rank/{id}', sent)).toMatchObject({ kind: 'pending' })
  expect(asked('POST /api/members/update/role/{id}', { query: ['reason', 'role'] })).toMatchObject({ kind: 'pending' })
  expect(asked('POST /api/members/archive/{id}')).toMatchObject({ kind: 'pending' })
})

test('a flag is not all that is set, where the code reads what no row has', () => {
  const archive = call('POST /api/members/{id}/archive', { reads: ['data.role'] })
  expect(derive([get, archive]).actions[0]).toMatchObject({ kind: 'assign' })
  expect(derive([get, { ...archive, reads: ['data.receipt', 'data.role'] }]).actions[0]).toMatchObject({
    kind: 'pending',
    reason: 'It reads receipt of a row, and no row is known to have it.',
  })
})
