import { expect, test } from 'vitest'
import { call, derive, signIn } from './kit.ts'

const rolesOf = (key: string, ...body: string[]) => derive([...signIn, call(key, { body })]).features.roles?.needed

test('who gives somebody a role or rights gives them what something hangs on', () => {
  expect(rolesOf('POST /api/users', 'email', 'role')).toBe(true)
  expect(rolesOf('PUT /api/users/{id}', 'permissions[]')).toBe(true)
  expect(rolesOf('PUT /api/users/{id}', 'permissions')).toBe(true)
  expect(rolesOf('PUT /api/notes/{id}/permissions/users/{name}', 'canEdit')).toBe(true)
  expect(rolesOf('POST /api/users/{id}/permissions', 'boards')).toBe(true)
  expect(rolesOf('POST /api/cameras/{id}/permissions', 'path')).toBe(false)
  expect(rolesOf('GET /api/notes/{id}/permissions/users')).toBe(false)
})

test('a token that somebody hands over, and takes back, signs nobody in', () => {
  const handed = call('POST /api/notifier/token', { body: ['token'] })
  const taken = call('DELETE /api/notifier/token')
  expect(derive([handed, taken]).features.auth?.needed).toBe(false)
  expect(derive([taken]).features.auth?.needed).toBe(true)
})
