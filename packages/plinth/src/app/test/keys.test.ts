import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Archive, openArchive } from './archive.ts'

let archive: Archive
const keys: Record<string, string> = {}

beforeAll(async () => {
  archive = await openArchive()
  for (const scopes of [['papers:read'], ['papers:write', 'papers:create'], ['labels:*'], ['*']]) {
    const { body } = await archive.ask('POST /api/auth/keys', { body: { name: 'robot', scopes } })
    keys[scopes.join()] = (body as { data: { key: string } }).data.key
  }
})
afterAll(() => archive?.stop())

const rows: [scopes: string, request: string, status: number][] = [
  ['papers:read', 'GET /api/papers', 200],
  ['papers:read', 'POST /api/papers', 403],
  ['papers:read', 'GET /api/labels', 403],
  ['papers:read', 'GET /api/auth/keys', 403],
  ['papers:read', 'GET /api/auth/me', 403],
  ['labels:*', 'POST /api/labels', 201],
  ['labels:*', 'GET /api/papers', 403],
  ['*', 'GET /api/labels', 200],
]

it.each(rows)('a key for %s is answered %s with %i', async (scopes, request, status) => {
  const presented = [{ 'x-api-key': keys[scopes] ?? '' }, { authorization: `Bearer ${keys[scopes]}` }]
  for (const [at, headers] of presented.entries()) {
    const sent = request.startsWith('POST') ? { body: { word: `word ${at}` } } : {}
    const answer = await archive.ask(request, { as: 'nobody', headers, ...sent })
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  }
})

it('sees its own tenant alone', async () => {
  const headers = { 'x-api-key': keys['*'] ?? '' }
  const own = await archive.ask('GET /api/papers', { as: 'nobody', headers })
  expect(JSON.stringify(own.body)).toContain('of acme')
  expect(JSON.stringify(own.body)).not.toContain('zeta-only')
  const other = await archive.ask('GET /api/papers', { as: 'nobody', headers: { ...headers, 'x-tenant-id': 'zeta' } })
  expect(other.status).toBe(403)
})

it('is read from one header only, and never from the URL', async () => {
  expect((await archive.ask(`GET /api/papers?api_key=${keys['*']}`, { as: 'nobody' })).status).toBe(401)
})
