import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Blueprint } from '../src/blueprint/blueprint.ts'
import { readFrontends } from '../src/commands/read.ts'
import { type Written, written } from './written.ts'

// Calls that are no plain reading and writing of rows, from a frontend's source to answers: what is written type-checks,
// serves what the code reads, and does what it says.
// Whole programs run here: a database that starts, a type check.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

let backend: Written
let blueprint: Blueprint

beforeAll(async () => {
  const frontend = join(import.meta.dirname, 'fixtures', 'actions')
  blueprint = (await readFrontends([frontend], 'actions')).blueprint
  backend = await written('actions', blueprint)
})

afterAll(() => backend.remove())

it('knows what every call does', () => {
  expect(blueprint.actions.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual([
    'assign /tasks/:id/archive',
    'assign /tasks/:id/status',
    'bulk /tasks',
    'bulk /tasks/batch',
    'bulk /tasks/bulk',
    'bulk /tasks/bulk-delete',
    'export /tasks/export.csv',
    'feed /tasks/search',
    'reorder /tasks/reorder',
    'search /search',
    'singleton /settings',
    'stats /tasks/stats',
  ])
})

it('writes a project that type-checks', () => {
  expect(backend.typeCheck()).toEqual({ status: 0, output: '' })
})

it('serves every field that the frontend reads, and does what it asks', () => {
  const { status, output } = backend.run('--test', 'test/contract.test.ts')
  expect(status, output).toBe(0)
})

it('fails where an action stops doing what it says', () => {
  const texts = breaks.map(([path, from, to]) => {
    const file = join(backend.directory, 'modules', path)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(file, text.replace(from, to))
    return [file, text] as const
  })
  const { output } = backend.run('--test', 'test/contract.test.ts')
  for (const [file, text] of texts) writeFileSync(file, text)
  const failed = [...output.matchAll(/^✖ ([A-Z]+ \S+) gives/gm)].map(([, asked]) => asked)
  expect([...new Set(failed)].sort()).toEqual(breaks.map(([, , , asked]) => asked).sort())
})

it('answers right, to each only what is theirs', () => {
  writeFileSync(join(backend.directory, 'test', 'answers.test.ts'), answers)
  const { status, output } = backend.run('--test', 'test/answers.test.ts')
  expect(status, output).toBe(0)
})

/** What is broken in which file, and the request that shows it. */
const breaks = [
  ['tasks/archive.ts', 'archived: true', 'archived: false', 'POST /api/tasks/{id}/archive'],
  ['tasks/set-status.ts', 'row.id, body', "row.id, { status: 'open' }", 'PATCH /api/tasks/{id}/status'],
  ['tasks/bulk-delete.ts', 'await resources.tasks.delete(id)', '{}', 'POST /api/tasks/bulk-delete'],
  ['tasks/delete-tasks.ts', 'await resources.tasks.delete(id)', '{}', 'DELETE /api/tasks'],
  ['tasks/update-tasks.ts', 'status: body.status', '', 'PATCH /api/tasks/bulk'],
  ['tasks/create-tasks.ts', 'body.items.length', '0', 'POST /api/tasks/batch'],
  ['tasks/reorder.ts', '{ position }', '{ position: 9 }', 'PUT /api/tasks/reorder'],
  ['tasks/stats.ts', "sum: 'hours'", "average: 'hours', where: { status: 'done' }", 'GET /api/tasks/stats'],
  ['tasks/export.ts', "as: 'csv'", "as: 'json'", 'GET /api/tasks/export.csv'],
  ['search/search.ts', 'search: query.q, ', '', 'GET /api/search'],
  ['settings/own-settings.ts', "change: 'PUT'", "change: 'POST'", 'PUT /api/settings'],
] as const

const answers = `
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { testApp, type TestApp, type TestClient } from 'plinth/testing'
import backend from '../backend.ts'

let app: TestApp
let ann: TestClient
let bob: TestClient

before(async () => {
  app = await testApp(backend, { directory: join(import.meta.dirname, '..') })
  const join_ = async (name: string): Promise<TestClient> => {
    const body = { name, email: name + '@example.com', password: 'a-good-password-1' }
    const answer = await app.post('/api/auth/register', body)
    return app.as((answer.body as { data: { token: string } }).data.token)
  }
  ann = await join_('ann')
  bob = await join_('bob')
})
after(() => app.stop())

const data = async (asked: Promise<{ status: number; body: unknown }>): Promise<any> => {
  const { status, body } = await asked
  assert.ok(status < 300, JSON.stringify(body))
  return (body as { data: unknown }).data
}
const tasks = async (who = ann) => (await data(who.get('/api/tasks'))) as { id: string; title: string; status: string; position: number }[]
const titles = async (who = ann) => (await tasks(who)).map(({ title }) => title)

test('rows are made together, or none is', async () => {
  const items = ['One', 'Two', 'Three'].map((title, at) => ({ title, hours: at + 0.5 }))
  assert.deepEqual(await data(ann.post('/api/tasks/batch', { items })), { created: 3 })
  const wrong = await ann.post('/api/tasks/batch', { items: [{ title: 'Four', hours: 1 }, { title: 'Five' }] })
  assert.equal(wrong.status, 400)
  assert.equal((await tasks()).length, 3)
  assert.equal((await app.post('/api/tasks/batch', { items })).status, 401)
})

test('rows of others are not to be changed, and then none is', async () => {
  await data(bob.post('/api/tasks', { title: 'Of Bob', hours: 1 }))
  const [own] = await tasks()
  const [other] = await tasks(bob)
  const ids = [own?.id, other?.id]
  assert.equal((await ann.patch('/api/tasks/bulk', { ids, status: 'done' })).status, 404)
  assert.equal((await ann.post('/api/tasks/bulk-delete', { ids })).status, 404)
  assert.equal((await ann.delete('/api/tasks?ids=' + ids.join(','))).status, 404)
  assert.equal((await ann.put('/api/tasks/reorder', { ids: ids.toReversed() })).status, 404)
  assert.deepEqual((await tasks()).map(({ status }) => status), ['open', 'open', 'open'])
  assert.deepEqual(await titles(bob), ['Of Bob'])
})

test('a list has the order that it was put into', async () => {
  const ids = (await tasks()).toSorted((a, b) => (a.title < b.title ? -1 : 1)).map(({ id }) => id)
  await data(ann.put('/api/tasks/reorder', { ids }))
  assert.deepEqual((await tasks()).map(({ title, position }) => [title, position]), [['One', 0], ['Three', 1], ['Two', 2]])
})

test('numbers are of one’s own rows', async () => {
  const [one] = await tasks()
  assert.deepEqual(await data(ann.patch('/api/tasks/bulk', { ids: [one?.id], status: 'done' })), { updated: 1 })
  const date = new Date().toISOString().slice(0, 10)
  assert.deepEqual(await data(ann.get('/api/tasks/stats')), {
    byStatus: { open: 2, active: 0, done: 1 },
    daily: [{ date, count: 3 }],
    doneToday: 1,
    open: 2,
    total: 3,
    totalHours: 4.5,
  })
  assert.equal((await data(bob.get('/api/tasks/stats'))).total, 1)
})

test('an export is the list as a file', async () => {
  const { body, headers } = await ann.get('/api/tasks/export.csv?status=open')
  assert.equal(headers.get('content-disposition'), 'attachment; filename="tasks.csv"')
  const lines = String(body).trimEnd().split('\\r\\n')
  assert.ok(lines[0]?.split(',').includes('title'))
  assert.equal(lines.length, 3)
  assert.ok(lines.some(line => line.includes('Two')) && !String(body).includes('Of Bob'))
  assert.equal((await app.get('/api/tasks/export.csv')).status, 401)
})

test('a search finds what one may see', async () => {
  await data(ann.post('/api/labels', { name: 'Two-sided', color: 'red' }))
  const found = await data(ann.get('/api/search?q=two'))
  assert.deepEqual([found.tasks, found.labels].map(rows => rows.map((row: any) => row.title ?? row.name)), [['Two'], ['Two-sided']])
  assert.deepEqual(await data(bob.get('/api/search?q=two')), { tasks: [], labels: [] })
  assert.deepEqual((await data(ann.get('/api/tasks/search?q=thr'))).map((row: any) => row.title), ['Three'])
  assert.equal((await ann.get('/api/search?q=')).status, 400)
})

test('settings are each one’s own', async () => {
  assert.equal((await data(ann.get('/api/settings'))).theme, 'light')
  await data(ann.put('/api/settings', { theme: 'dark', pageSize: 50, mails: true }))
  assert.equal((await data(ann.get('/api/settings'))).theme, 'dark')
  assert.equal((await data(bob.get('/api/settings'))).theme, 'light')
  assert.equal((await app.get('/api/settings')).status, 401)
})

test('what is deleted together is gone', async () => {
  const [one, two, three] = await tasks()
  assert.deepEqual(await data(ann.post('/api/tasks/bulk-delete', { ids: [one?.id, one?.id] })), { deleted: 1 })
  assert.deepEqual(await data(ann.delete('/api/tasks?ids=' + two?.id + ',' + three?.id)), { deleted: 2 })
  assert.deepEqual(await titles(), [])
  assert.deepEqual(await titles(bob), ['Of Bob'])
})

test('a field of a row is set by its owner alone', async () => {
  const { id } = await data(ann.post('/api/tasks', { title: 'To move', hours: 1 }))
  assert.equal((await data(ann.patch('/api/tasks/' + id + '/status', { status: 'active' }))).status, 'active')
  assert.equal((await data(ann.post('/api/tasks/' + id + '/archive'))).archived, true)
  assert.equal((await ann.patch('/api/tasks/' + id + '/status', { status: 'lost' })).status, 400)
  assert.equal((await bob.patch('/api/tasks/' + id + '/status', { status: 'done' })).status, 404)
  assert.equal((await bob.post('/api/tasks/' + id + '/archive')).status, 404)
})

test('rows under another one are found under it', async () => {
  const { id } = await data(ann.post('/api/tasks', { title: 'With notes', hours: 1 }))
  await data(ann.post('/api/tasks/' + id + '/notes', { text: 'Remember' }))
  assert.deepEqual((await data(ann.get('/api/tasks/' + id + '/notes'))).map((row: any) => row.text), ['Remember'])
  assert.equal((await bob.get('/api/tasks/' + id + '/notes')).status, 404)
  assert.equal((await bob.post('/api/tasks/' + id + '/notes', { text: 'Mine' })).status, 404)
})
`
