import { expect, test } from 'vitest'
import { deriveBlueprint } from '../derive.ts'
import { call, derive, signIn } from './kit.ts'
import { storefront } from './storefront.ts'

test('names that no column can have are left out, and harm nobody', () => {
  const body = ['Title', 'sub-title', 'then', 'x'.repeat(80), 'title']
  const { tables, unresolved } = derive([call('POST /api/notes', { body, reads: ['data.title'] })])
  expect(tables.map(({ name, fields }) => [name, fields.map(field => field.name)])).toEqual([['notes', ['title']]])
  expect(unresolved.map(({ text }) => text)).toContain('POST /api/notes {sub-title}')
  expect(({} as Record<string, unknown>).title).toBeUndefined()
})

test('a body that no backend takes is left to the user', () => {
  const { tables, actions } = derive([call('POST /api/notes', { body: ['constructor', 'title'] })])
  expect([tables, actions.map(({ kind }) => kind)]).toEqual([[], ['pending']])
})

test('what is read and no column can be called is left to the user', () => {
  const reads = ['__proto__', 'constructor', 'sub-title'].map(name => `data.${name}`)
  const { tables, actions } = derive([call('POST /api/notes', { body: ['title'], reads })])
  expect(tables).toEqual([])
  expect(actions.map(({ kind, path }) => [kind, path])).toEqual([['pending', '/notes']])
})

test('a part of a path that holds several things is one parameter', () => {
  const { resources, actions } = derive([call('PUT /api/hosts/{name},{address}', { body: ['ttl'] })])
  expect(resources).toEqual([])
  expect(actions.map(({ kind, path }) => [kind, path])).toEqual([['pending', '/hosts/:part2']])
  const both = derive([call('GET /api/files/{dir}{name}'), call('GET /api/files/{path}')])
  expect(both.actions).toHaveLength(1)
})

test('paths that no route can have are said to be unresolved', () => {
  const { resources, actions, unresolved } = derive([
    call('GET /api/{id}.json', { reads: ['data.name'] }),
    call('GET /api/a%20b/{id}', { reads: ['data.name'] }),
    call('GET /api/{tenant}/{id}', { reads: ['data.name'] }),
  ])
  expect(resources).toEqual([])
  expect(actions.map(action => action.path)).toEqual(['/:tenant/:id'])
  expect(unresolved.map(({ text }) => text).sort()).toEqual(['GET /api/a%20b/{id}', 'GET /api/{id}.json'])
})

test('pictures, links and calls outside of the base become no operation', () => {
  const { actions, resources, unresolved } = derive(
    [
      call('GET /api/notes', { reads: ['data[].title'] }),
      call('GET /uploads/{name}', { kind: 'media' }),
      call('GET /api/export', { kind: 'link' }),
    ],
    {},
    { base: { path: '/api' } },
  )
  expect([resources.map(({ name }) => name), actions]).toEqual([['notes'], []])
  expect(unresolved).toHaveLength(2)
})

test('nothing at all is an empty blueprint', () => {
  const { tables, resources, actions, auth, dialect } = derive([])
  expect({ tables, resources, actions, auth, dialect }).toEqual({
    tables: [],
    resources: [],
    actions: [],
    auth: undefined,
    dialect: { base: '' },
  })
})

test('two actions never want one file, nor the file of a resource', () => {
  const { actions, resources } = derive([
    call('GET /api/notes', { reads: ['data[].title'] }),
    call('POST /api/notes/{id}/notes', { reads: ['data.x'] }),
    call('POST /api/notes/{id}/index', { reads: ['data.x'] }),
    call('POST /api/a/check'),
    call('POST /api/b/check'),
  ])
  const names = [...resources, ...actions].map(({ name }) => name.toLowerCase())
  expect(new Set(names).size).toBe(names.length)
  expect(names).not.toContain('index')
})

test('the same detection gives the same bytes, in any order, and stays as it was', () => {
  const before = JSON.stringify(storefront)
  const first = JSON.stringify(deriveBlueprint([storefront], { name: 'shop' }))
  const turned = { ...storefront, endpoints: storefront.endpoints.toReversed() }
  expect(JSON.stringify(deriveBlueprint([turned], { name: 'shop' }))).toBe(first)
  expect(JSON.stringify(storefront)).toBe(before)
})

test('two frontends are one backend: shared calls once, files under their roots', () => {
  const list = call('GET /api/notes', { query: ['page'], reads: ['data[].title'] })
  const one = { root: 'web', endpoints: [list] }
  const two = {
    root: 'admin',
    endpoints: [{ ...list, query: ['limit'], reads: ['data[].body'] }, call('DELETE /api/notes/{id}')],
  }
  const { endpoints, tables, resources, frontends } = deriveBlueprint([one, two], { name: 'notes' })
  expect(endpoints.map(({ method, path, query }) => [method, path, query])).toEqual([
    ['GET', '/api/notes', ['limit', 'page']],
    ['DELETE', '/api/notes/{id}', []],
  ])
  expect(endpoints[0]?.evidence.map(({ file }) => file)).toEqual(['admin/src/api/notes.ts', 'web/src/api/notes.ts'])
  expect(tables[0]?.fields.map(({ name }) => name)).toEqual(['title', 'body'])
  expect(Object.keys(resources[0]?.operations ?? {})).toEqual(['list', 'delete'])
  expect(frontends.map(({ root }) => root)).toEqual(['web', 'admin'])
})

test('dead calls are served only where they complete a resource', () => {
  const { resources, actions } = derive([
    ...signIn,
    call('GET /api/notes', { reads: ['data[].title'] }),
    call('DELETE /api/notes/{id}', { live: false }),
    call('GET /api/ghosts', { reads: ['data[].title'], live: false }),
    call('POST /api/notes/{id}/haunt', { live: false }),
  ])
  expect(resources.map(({ name, operations }) => [name, Object.keys(operations)])).toEqual([
    ['notes', ['list', 'delete']],
  ])
  expect(actions).toEqual([])
})
