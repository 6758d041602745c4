import { expect, it } from 'vitest'
import { call, derive, signIn } from './kit.ts'

it('keeps two things apart whose paths differ by more than a number', () => {
  const { resources } = derive([
    call('GET /api/status', { reads: ['data[].id', 'data[].name'] }),
    call('GET /api/note', { reads: ['data[].id', 'data[].text'] }),
    call('GET /api/note/{id}', { reads: ['data.text'] }),
    call('GET /api/notes', { reads: ['data[].id', 'data[].colour'] }),
  ])
  expect(resources.find(({ path }) => path === '/note')?.operations).toHaveProperty('get')
  expect(resources.find(({ path }) => path === '/notes')?.operations).not.toHaveProperty('get')
})

it('gives rows one name where paths call them by two, and serves each path', () => {
  const { resources, actions, dialect } = derive([
    call('GET /api/workspaces', { reads: ['data[].id', 'data[].name', 'data[].archived'] }),
    call('POST /api/workspace', { body: ['name'] }),
    call('PUT /api/workspace/{id}', { body: ['name'] }),
    call('POST /api/workspace/{id}/archive'),
    call('GET /api/workspace/{workspaceId}/threads', { reads: ['data[].id', 'data[].title'] }),
    call('DELETE /api/workspace/{workspaceId}/thread/{id}'),
    call('POST /api/workspace/{id}/rebuild'),
  ])
  expect(resources.map(({ name, path }) => [name, path])).toEqual([
    ['workspaces', undefined],
    ['threads', '/workspaces/:workspaceId/threads'],
  ])
  expect(dialect.paths).toEqual({
    'workspaces.create': 'POST /workspace',
    'workspaces.replace': 'PUT /workspace/:id',
    'threads.list': 'GET /workspace/:workspaceId/threads',
    'threads.delete': 'DELETE /workspace/:workspaceId/thread/:id',
    'workspaces.archive': 'POST /workspace/:id/archive',
  })
  expect(actions).toMatchObject([
    { kind: 'assign', path: '/workspaces/:id/archive' },
    { kind: 'pending', path: '/workspace/:id/rebuild' },
  ])
})

it('calls resources as answers call them', () => {
  const { resources, dialect } = derive([
    call('GET /api/agent-flows', { reads: ['flows[].id', 'flows[].name'] }),
    call('POST /api/agent-flows', { body: ['name'], reads: ['flow.id', 'error'] }),
    call('GET /api/agent-flows/{id}', { reads: ['flow.name'] }),
  ])
  expect(resources).toMatchObject([{ name: 'flows', singular: 'flow', path: '/agent-flows' }])
  expect(dialect.envelope).toMatchObject({ item: { $name: '$item', error: null }, list: { $names: '$items' } })
})

it('answers with a list under the name that is read, whatever others are called', () => {
  const { actions, dialect } = derive([
    call('GET /api/capital_gains', { reads: ['capital_gains[].financialYear'] }),
    call('GET /api/goals', { reads: ['goals[].dueDate'] }),
  ])
  expect(actions).toEqual([])
  expect(dialect.answers).toEqual({ 'capitalGains.list': { capital_gains: '$items' } })
})

it('takes _id for no name of another casing', () => {
  const { tables, dialect, actions } = derive([
    call('GET /api/notes', { reads: ['data[]._id', 'data[].due_on', 'data[].text'] }),
    call('GET /api/notes/{id}', { reads: ['data._id', 'data.text'] }),
  ])
  expect(actions).toEqual([])
  expect(dialect.casing).toBe('snake')
  expect(tables).toMatchObject([{ name: 'notes', keys: ['_id'] }])
})

it('names rows by _id where the code does', () => {
  const { tables, resources, dialect } = derive([
    call('GET /api/notes', { reads: ['data[]._id', 'data[].text'] }),
    call('PUT /api/notes/{id}', { body: ['_id', 'text'], reads: ['data._id'] }),
    call('GET /api/tags', { reads: ['data[].id', 'data[].label'] }),
    call('GET /api/note/find/{id}', { reads: ['data._id', 'data.text'] }),
  ])
  expect(tables).toMatchObject([{ name: 'notes', keys: ['_id'], fields: [{ name: 'text' }] }])
  expect(resources).toMatchObject([{ name: 'notes' }])
  expect(dialect).toMatchObject({ extra: 'drop', paths: { 'notes.get': 'GET /note/find/:_id' } })
})

it('has a second id from the database', () => {
  const { tables } = derive([call('GET /api/notes', { reads: ['data[].id', 'data[].uuid', 'data[].text'] })])
  expect(tables[0]?.fields).toMatchObject([
    { name: 'text' },
    { name: 'uuid', type: 'uuid', required: true, unique: true, default: 'random', write: 'nobody' },
  ])
})

it('shows nothing that opens other doors to guests', () => {
  const { resources } = derive([
    ...signIn,
    call('GET /api/admin/reports', { reads: ['data[].title'] }),
    call('GET /api/hooks', { reads: ['data[].url', 'data[].secret'] }),
    call('GET /api/news', { reads: ['data[].title'] }),
  ])
  expect(resources.map(({ name, operations }) => [name, operations.list?.allow])).toEqual([
    ['hooks', 'signedIn'],
    ['news', 'anyone'],
    ['reports', 'signedIn'],
  ])
})

it('takes a list under a singular for one where something is done with a row of it', () => {
  const list = call('GET /api/plugin', { reads: ['data[].id', 'data[].name', 'data[].enabled'] })
  const { resources, actions } = derive([list, call('POST /api/plugin/{id}/enable')])
  expect(resources).toMatchObject([{ name: 'plugins', path: '/plugin' }])
  expect(actions).toMatchObject([{ kind: 'assign', path: '/plugin/:id/enable' }])
  expect(derive([list]).resources).toEqual([])
})

it('lets people change themselves by the id that the table has', () => {
  const { resources } = derive([
    call('POST /api/auth/login', {
      body: ['email', 'password'],
      reads: ['data.token', 'data.user._id', 'data.user.email'],
    }),
    call('GET /api/users', { reads: ['data[]._id', 'data[].email'] }),
    call('PUT /api/users/{id}', { body: ['email'], reads: ['data._id'] }),
  ])
  expect(resources.find(({ name }) => name === 'users')).toMatchObject({
    only: ['_id', 'email'],
    operations: { replace: { allow: { owner: '_id' } } },
  })
})

it('leaves out what an interceptor looks for in every answer, and lists cannot have', () => {
  const snack = 'snack.text'
  const { actions, resources, unresolved, endpoints } = derive([
    call('GET /api/notes', { reads: ['[].id', '[].title', snack] }),
    call('POST /api/notes', { body: ['title'], reads: ['id', snack] }),
    call('GET /api/notes/{id}', { reads: [snack, 'title'] }),
    call('DELETE /api/notes/{id}', { reads: [snack] }),
  ])
  expect([actions, Object.keys(resources[0]?.operations ?? {})]).toEqual([[], ['list', 'get', 'create', 'delete']])
  expect(endpoints.flatMap(({ reads }) => reads)).not.toContain(snack)
  expect(unresolved).toMatchObject([{ text: 'snack' }])
})

it('what somebody may is no name of a role, and a flag that no column can be called is none', () => {
  const evidence = [{ file: 'src/may.ts', line: 3 }]
  const roles = (value: string) => derive([...signIn], { roles: [{ value, evidence }] }).auth?.roles
  expect(roles('beekeeper')).toHaveProperty('beekeeper')
  expect(roles('*:*:*') ?? {}).not.toHaveProperty('*:*:*')
  const flagged = (name: string) =>
    derive([...signIn, call('GET /api/auth/me', { reads: ['data.id', `data.${name}`] })]).auth?.admin
  expect(flagged('isAdmin')).toBe('isAdmin')
  expect(flagged('IsAdmin')).toBeUndefined()
})

it('the key of the row above is there once, however it is written elsewhere', () => {
  const { tables } = derive([
    call('GET /api/teams', { reads: ['[].id', '[].name'] }),
    call('GET /api/teams/{teamId}/jars', { reads: ['[].id', '[].name', '[].teamID'] }),
    call('POST /api/teams/{teamId}/jars', { body: ['name'] }),
  ])
  const names = tables.find(({ name }) => name === 'jars')?.fields.map(({ name }) => name)
  expect(names?.filter(name => /teamid/i.test(name))).toEqual(['teamId'])
})
