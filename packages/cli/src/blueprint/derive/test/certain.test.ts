import { describe, expect, test } from 'vitest'
import type { Endpoint, Shape } from '../../endpoint.ts'
import type { Signals } from '../detection.ts'
import { call, derive, signIn } from './kit.ts'

const text: Shape = { kind: 'string' }
const map: Shape = { kind: 'object', fields: {} }
const shape = (fields: Record<string, Shape>): Shape => ({
  kind: 'object',
  fields: Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, { shape: of, optional: false }])),
})
const listOf = (of: Shape): Shape => shape({ data: { kind: 'array', of } })

/** Why a call is left to the user; undefined where it is served. */
function reasonOf(key: string, endpoints: readonly Endpoint[], signals: Signals = {}): string | undefined {
  const { actions } = derive(endpoints, signals)
  const found = actions.find(action => action.kind === 'pending' && action.endpoints.includes(key))
  return found?.kind === 'pending' ? found.reason : undefined
}

const notes = [
  call('GET /api/notes', { reads: ['data[].id', 'data[].title'] }),
  call('POST /api/notes', { body: ['title'], reads: ['data.id'] }),
]

describe('what answers hold', () => {
  test('an object whose names are data is no list of rows', () => {
    const read = call('GET /api/regions', { reads: ['data[].size'], answerShape: shape({ data: map }) })
    expect(reasonOf('GET /api/regions', [read])).toContain('It goes through data by names')
    const list = call('GET /api/regions', { reads: ['data[].size'], answerShape: listOf(shape({ size: text })) })
    expect(reasonOf('GET /api/regions', [list])).toBeUndefined()
  })

  test('a list of texts shows no rows', () => {
    const one = call('GET /api/gauges/{id}', { reads: ['data.unit'] })
    const names = call('GET /api/gauges', { reads: ['data[]'], answerShape: listOf(text) })
    expect(reasonOf('GET /api/gauges', [...notes, names, one])).toContain('single values')
  })

  test('what opens a door is made by the server, and how is not seen', () => {
    const keys = [
      call('GET /api/devices', { reads: ['data[].id', 'data[].name', 'data[].token'] }),
      call('POST /api/devices', { body: ['name'], reads: ['data.id'] }),
    ]
    expect(reasonOf('GET /api/devices', keys)).toContain('token')
    expect(reasonOf('POST /api/devices', keys)).toBeUndefined()
  })

  test('a list that is read, and that its maker does not send, begins empty', () => {
    const rules: Shape = { kind: 'array', of: shape({ path: text }) }
    const { tables } = derive([
      ...notes,
      call('GET /api/notes/{id}', { reads: ['data.rules[].path'], answerShape: shape({ data: shape({ rules }) }) }),
      call('PUT /api/notes/{id}', { body: ['title', 'rules[].path'], bodyShape: shape({ title: text, rules }) }),
    ])
    expect(tables[0]?.fields.find(({ name }) => name === 'rules')).toMatchObject({ required: true, default: [] })
  })

  test('an address that nobody gives a row names none, and begins empty', () => {
    const members = shape({ name: text, email: text })
    const { tables } = derive([
      call('GET /api/guests', { reads: ['data[].name', 'data[].email'], answerShape: listOf(members) }),
      call('POST /api/guests', { body: ['name'], bodyShape: shape({ name: text }), reads: ['data.id'] }),
    ])
    const email = tables[0]?.fields.find(({ name }) => name === 'email')
    expect(email).toMatchObject({ required: true, default: '' })
    expect(email).not.toHaveProperty('unique')
  })

  test('two paths show one kind of rows, with the types of the one that knows them', () => {
    const flags = shape({ title: text, pinned: { kind: 'boolean' } })
    const { tables } = derive([
      call('GET /api/notes', { reads: ['data[].id', 'data[].title', 'data[].hot'] }),
      call('POST /api/notes', { body: ['title'], reads: ['data.id'] }),
      call('GET /api/archive/notes', {
        reads: ['data[].title', 'data[].hot'],
        answerShape: listOf(shape({ title: text, hot: { kind: 'boolean' } })),
      }),
      call('GET /api/archive/notes/{id}', { reads: ['data.title'], answerShape: shape({ data: flags }) }),
    ])
    const hot = tables.find(({ name }) => name === 'notes')?.fields.find(({ name }) => name === 'hot')
    expect(hot).toMatchObject({ type: 'boolean', default: false })
  })
})

describe('what there is one of', () => {
  const get = (members: Record<string, Shape>) =>
    call('GET /api/config', {
      reads: Object.keys(members).map(name => `data.${name}`),
      answerShape: shape({ data: shape(members) }),
    })
  const put = (members: Record<string, Shape>) =>
    call('PUT /api/config', { body: Object.keys(members), bodyShape: shape(members) })
  const kinds = (...endpoints: Endpoint[]) => derive(endpoints).actions.map(({ kind }) => kind)

  test('is set, for the greater part: the version of a server is not', () => {
    expect(kinds(get({ level: text, color: text }), put({ level: text }))).toEqual(['singleton'])
    expect(kinds(get({ level: text, commit: text, host: text }), put({ level: text }))).toEqual(['pending', 'pending'])
  })

  test('is of one kind when it is sent and when it is read', () => {
    const list: Shape = { kind: 'array', of: shape({ name: text }) }
    expect(kinds(get({ level: text, parts: list }), put({ level: text, parts: list }))).toEqual(['singleton'])
    expect(kinds(get({ level: text, parts: list }), put({ level: text, parts: text }))).toEqual(['pending', 'pending'])
  })
})

describe('people', () => {
  const list = call('GET /api/users', { reads: ['data[].id', 'data[].name', 'data[].email'] })
  const change = (body: string[]) => call('PUT /api/users/{id}', { body })

  test('nobody changes another account where nobody is staff, or says of themselves what they may', () => {
    const own = call('PUT /api/auth/me', { body: ['name'], reads: ['data.id'] })
    const me = call('GET /api/auth/me', { reads: ['data.id', 'data.name', 'data.email'] })
    const key = 'PUT /api/users/{id}'
    expect(reasonOf(key, [...signIn, list, change(['name'])])).toBeUndefined()
    expect(reasonOf(key, [...signIn, list, me, own, change(['name'])])).toContain('It changes an account')
    expect(reasonOf(key, [...signIn, list, change(['name', 'isAdmin'])])).toContain('It changes an account')
  })

  test('one role that everybody has tells nobody apart', () => {
    const roles = (...values: string[]): Signals => ({ roles: values.map(value => ({ value, evidence: [] })) })
    expect(derive([...signIn, ...notes], roles('user')).auth?.roles).toEqual({})
    expect(Object.keys(derive([...signIn, ...notes], roles('user', 'admin')).auth?.roles ?? {})).toContain('admin')
  })

  test('whoever makes rows and changes them sees them', () => {
    const secrets = [
      call('GET /api/hooks/{id}', { reads: ['data.name', 'data.secret'] }),
      call('POST /api/hooks', { body: ['name', 'secret'], reads: ['data.id'] }),
      call('PUT /api/hooks/{id}', { body: ['name', 'secret'] }),
    ]
    const { resources } = derive([...signIn, ...secrets], {
      roles: ['user', 'admin'].map(value => ({ value, evidence: [] })),
    })
    const { get, update, replace, create } = resources.find(({ name }) => name === 'hooks')?.operations ?? {}
    const changes = JSON.stringify((update ?? replace)?.allow)
    if (changes.includes('owner')) expect(JSON.stringify(get?.allow)).toContain('owner')
    expect(create).toBeDefined()
  })

  test('the group of whoever asks is not who asks', () => {
    const group = call('GET /api/groups/self', { reads: ['data.title'] })
    expect(derive([...signIn, group]).auth?.operations['auth.me']).toBeUndefined()
    const person = call('GET /api/users/self', { reads: ['data.name'] })
    expect(derive([...signIn, group, person]).auth?.operations['auth.me']).toBe('GET /api/users/self')
  })

  test('a new password comes with the one that counts, by the names that they have', () => {
    const me = call('GET /api/auth/me', { reads: ['data.id', 'data.name', 'data.email'] })
    const settings = (...body: string[]) => [...signIn, me, call('PUT /api/auth/me', { body, reads: ['data.id'] })]
    expect(derive(settings('name', 'password', 'newPassword')).dialect.names).toEqual({
      'auth.update': { password: 'newPassword', currentPassword: 'password' },
    })
    expect(reasonOf('PUT /api/auth/me', settings('name', 'newPassword'))).toContain('newPassword')
  })

  test('a code alone is nothing to sign in with', () => {
    expect(derive([call('POST /api/login', { body: ['password', 'totp'] })]).auth).toBeUndefined()
  })
})

describe('lists beside a resource', () => {
  test('have an envelope of their own, by the name that the runtime gives them', () => {
    const { dialect } = derive([...notes, call('GET /api/notes/latest', { reads: ['[].title'] })])
    expect(dialect.answers).toEqual({ 'notes.latest': '$items' })
  })

  test('are none where their members are of another kind', () => {
    const tagged = (of: Shape) => listOf(shape({ title: text, tags: { kind: 'array', of } }))
    const latest = (of: Shape) => [
      call('GET /api/notes', { reads: ['data[].tags[]'], answerShape: tagged(text) }),
      call('POST /api/notes', { body: ['title', 'tags[]'], reads: ['data.id'] }),
      call('GET /api/notes/latest', { reads: ['data[].tags[]'], answerShape: tagged(of) }),
    ]
    expect(reasonOf('GET /api/notes/latest', latest(text))).toBeUndefined()
    expect(reasonOf('GET /api/notes/latest', latest(shape({ name: text })))).toBeDefined()
  })

  test('the values of a field are asked for at the top, or below its rows, and of all rows', () => {
    const kinds = [
      call('GET /api/notes', { reads: ['data[].id', 'data[].kind'] }),
      call('POST /api/notes', { body: ['kind'], reads: ['data.id'] }),
    ]
    const asked = (path: string, query: string[] = []) =>
      reasonOf(`GET /api${path}`, [...kinds, call(`GET /api${path}`, { reads: ['data[]'], query })])
    expect(asked('/kinds')).toBeUndefined()
    expect(asked('/notes/kinds')).toBeUndefined()
    expect(asked('/servers/kinds')).toBeDefined()
    expect(asked('/kinds', ['of'])).toBeDefined()
  })
})

test('what only dead code makes is nothing that could be taken away', () => {
  const dead = call('POST /api/jobs', { live: false })
  expect(reasonOf('DELETE /api/jobs/{id}', [...notes, dead, call('DELETE /api/jobs/{id}')])).toBeDefined()
})

test('living code that asks beside the base has a route of its own', () => {
  const base = { path: '/api', unknown: [], certainty: 'sure' as const, evidence: [] }
  const many = Array.from({ length: 8 }, (_, at) => call(`GET /api/things${at}/{id}`, { reads: ['data.name'] }))
  const beside = (path: string) => derive([...notes, ...many, call(`GET ${path}`)], {}, { base })
  expect(beside('/healthy').base.path).toBe('')
  expect(beside('/healthy').actions.map(({ path }) => path)).toContain('/healthy')
  expect(beside('/words.json').base.path).toBe('/api')
})

test('what is done to rows may stand behind a colon', () => {
  const { actions } = derive([
    ...notes,
    call('DELETE /api/notes/{id}'),
    call('POST /api/notes:batchDelete', { body: ['ids[]'] }),
    call('POST /api/notes:refine', { body: ['depth'] }),
  ])
  expect(actions).toMatchObject([
    { kind: 'bulk', verb: 'delete', path: '/notes:batchDelete', endpoints: ['POST /api/notes:batchDelete'] },
    { kind: 'pending', path: '/notes:refine' },
  ])
})

test('two calls of one route are answered alike: with 501 where the other one is', () => {
  const asks = [call('POST /api/links/{id}', { body: ['a'] }), call('POST /api/links/{id}-old', { body: ['a'] })]
  const { actions, unresolved } = derive([...notes, ...asks])
  expect(actions.map(({ endpoints }) => endpoints)).toEqual([['POST /api/links/{id}', 'POST /api/links/{id}-old']])
  expect(unresolved.map(each => each.text)).not.toContain('POST /api/links/{id}-old')
})

test('rows without a name of their own, sent whole whenever their row is, are a part of it', () => {
  const menu = (...members: string[]) => [
    call('GET /api/plans', { reads: ['data[].id', 'data[].week'] }),
    call('POST /api/plans', { body: ['week', ...members.map(name => `meals[].${name}`)], reads: ['data.id'] }),
    call('PUT /api/plans/{id}', { body: ['week', ...members.map(name => `meals[].${name}`)] }),
  ]
  const kept = derive(menu('title', 'slug'))
  expect(kept.tables.map(({ name }) => name)).toEqual(['plans'])
  expect(kept.tables[0]?.fields.find(({ name }) => name === 'meals')?.type).toBe('json')
  expect(Object.keys(kept.resources[0]?.operations ?? {})).toEqual(['list', 'create', 'replace'])
  expect(reasonOf('PUT /api/plans/{id}', menu('title', 'priceCents'))).toContain('It changes meals')
  expect(reasonOf('PUT /api/plans/{id}', menu('title', 'secret', 'password'))).toContain('It changes meals')
})
