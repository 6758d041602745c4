import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { call, derive } from '../src/blueprint/derive/test/kit.ts'
import { type Written, written } from './written.ts'

// What small shops ask for beside the usual six verbs, in one backend that runs: staff by a flag, what stands at the top,
// names of those who wrote something, rows that are set and taken away together.
// Whole programs run here: a database that starts, a type check.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const staffs = { evidence: [{ file: 'src/pages/admin/Wares.jsx', line: 3 }] }
const endpoints = [
  call('POST /api/users/login', {
    body: ['email', 'password'],
    reads: ['token', 'user.email', 'user.isAdmin', 'user.name'],
  }),
  call('POST /api/users', { body: ['email', 'name', 'password'], reads: ['token', 'user.name'] }),
  call('GET /api/users', { reads: ['[].email', '[].id', '[].isAdmin', '[].name'], ...staffs }),
  call('PUT /api/users/{id}', { body: ['email', 'isAdmin', 'name'], reads: ['id'], ...staffs }),
  call('DELETE /api/users/{id}', staffs),
  call('GET /api/wares', { query: ['page'], reads: ['[].id', '[].name', '[].rating', '[].shown'] }),
  call('GET /api/wares/{id}', { reads: ['id', 'name', 'reviews[].comment', 'reviews[].id', 'reviews[].name'] }),
  call('POST /api/wares', { body: ['name', 'shown'], reads: ['id'], ...staffs }),
  call('GET /api/wares/top', { reads: ['[].id', '[].name'] }),
  call('GET /api/wares/all', { reads: ['[].id', '[].name'] }),
  call('POST /api/wares/update/shown', { query: ['ids', 'shown'], ...staffs }),
  call('POST /api/wares/update/name/{id}', { query: ['id', 'name'], ...staffs }),
  call('DELETE /api/wares/{id}', staffs),
  call('POST /api/wares/delete', { query: ['ids'], ...staffs }),
  call('POST /api/wares/{wareId}/reviews', { body: ['comment'], reads: ['id'] }),
  call('GET /api/notes', { reads: ['[].id', '[].likes[]', '[].name', '[].text'] }),
  call('POST /api/notes', { body: ['text'], reads: ['id'] }),
  call('PATCH /api/notes/{id}/like', { reads: ['id', 'likes[]'] }),
  call('GET /api/banners', { reads: ['[].id', '[].words'] }),
  call('POST /api/banners', { body: ['words'], reads: ['id'], ...staffs }),
  call('DELETE /api/banners', staffs),
]
let backend: Written

beforeAll(async () => {
  const blueprint = derive(endpoints)
  expect(blueprint.actions.filter(({ kind }) => kind === 'pending')).toEqual([])
  backend = await written('served', blueprint)
})

afterAll(() => backend.remove())

it('writes a project that type-checks', () => {
  expect(backend.typeCheck()).toEqual({ status: 0, output: '' })
})

it('serves every call as it is asked for', () => {
  const { status, output } = backend.run('--test', 'test/contract.test.ts')
  expect(status, output).toBe(0)
  expect(output).toContain(`pass ${endpoints.length}`)
})
