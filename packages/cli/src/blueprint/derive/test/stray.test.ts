import { expect, it } from 'vitest'
import type { Endpoint, Shape } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

// What a call sends and nothing takes is said, so that nobody looks for it later.
const ignoredBy = (...endpoints: Endpoint[]) => derive(endpoints).unresolved.map(({ text }) => text)

const shape = (fields: Record<string, Shape>): Shape => ({
  kind: 'object',
  fields: Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, { shape: of, optional: false }])),
})
const text: Shape = { kind: 'string' }

it('an object of which nothing is known, under a name that no column can have', () => {
  const sent = shape({ _count: shape({}), name: text })
  const notes = [
    call('GET /api/notes', { reads: ['[].id', '[].name'] }),
    call('PUT /api/notes/{id}', { body: ['_count', 'name'], bodyShape: sent, reads: ['id'] }),
  ]
  expect(ignoredBy(...notes)).toContain('PUT /api/notes/{id} {_count}')
})

it('whose row it is, however the frontend writes it', () => {
  const coupons = [
    ...signIn,
    call('GET /api/v1/coupons', { reads: ['data[].code', 'data[].id', 'data[].user_id', 'data[].created_at'] }),
    call('POST /api/v1/coupons', { body: ['code', 'user_id'], reads: ['data.id'] }),
    call('DELETE /api/v1/coupons/{id}'),
  ]
  const { tables, unresolved } = derive(coupons)
  const fields = tables.find(({ name }) => name === 'coupons')?.fields ?? []
  expect(fields.some(({ server }) => server === 'owner')).toBe(true)
  expect(unresolved.map(({ text: said }) => said)).toContain('POST /api/v1/coupons {user_id}')
})

it('what somebody registers with under a name that the casing of others cannot give', () => {
  const people = [
    call('POST /api/auth/login', { body: ['email', 'password'], reads: ['access_token'] }),
    call('POST /api/auth/register', {
      body: ['email', 'first_name', 'last_name', 'moreFields[].label', 'password'],
      reads: ['user.created_at', 'user.first_name'],
    }),
  ]
  expect(ignoredBy(...people)).toContain('POST /api/auth/register {moreFields[].label}')
})

it('what nobody is shown of others', () => {
  const people = [
    ...signIn,
    call('GET /api/users', { reads: ['[].id', '[].email', '[].status'] }),
    call('PUT /api/users/{id}', { body: ['id', 'remark', 'status'], reads: ['id'] }),
  ]
  const said = ignoredBy(...people)
  expect(said).toContain('PUT /api/users/{id} {remark}')
  expect(said).not.toContain('PUT /api/users/{id} {status}')
})
