import { expect, test } from 'vitest'
import type { Signals } from '../detection.ts'
import { call, derive, signIn } from './kit.ts'

const pair = (path: string, method = 'PUT') => [
  call(`GET /api${path}`, { reads: ['data.language', 'data.theme'] }),
  call(`${method} /api${path}`, { body: ['language', 'theme'] }),
]

test('what is only read, or is about logins, is no row of its own', () => {
  expect(derive(pair('/settings').slice(0, 1)).actions).toMatchObject([{ kind: 'pending' }])
  const account = [
    call('GET /api/preferences', { reads: ['data.email'] }),
    call('PUT /api/preferences', { body: ['email', 'password'] }),
  ]
  expect(derive(account).actions.map(({ kind }) => kind)).toEqual(['pending', 'pending'])
  expect(derive(pair('/weather')).actions.map(({ kind }) => kind)).toEqual(['pending', 'pending'])
})

test('a row that stands elsewhere than in other answers is none', () => {
  const bare = [
    call('GET /api/notes/{id}', { reads: ['text', 'title'] }),
    call('GET /api/tags/{id}', { reads: ['name', 'size'] }),
  ]
  expect(derive([...bare, ...pair('/settings')]).actions.map(({ kind }) => kind)).toEqual(['pending', 'pending'])
})

test('members of objects are there from the beginning, as the wire writes them', () => {
  const { tables } = derive([
    call('GET /api/settings', { reads: ['data.opening_hours.first_day', 'data.site_title'] }),
    call('PUT /api/settings', { body: ['opening_hours.first_day', 'site_title'] }),
  ])
  expect(tables[0]?.fields).toMatchObject([{ default: { first_day: '' } }, { name: 'siteTitle', default: '' }])
})

test('each user has a row, whose fields all have something in them', () => {
  const { actions, tables, resources } = derive([...signIn, ...pair('/me/settings', 'PATCH')])
  expect(actions).toMatchObject([
    { kind: 'singleton', of: 'settings', change: 'PATCH', allow: 'signedIn', row: { owner: 'userId' } },
  ])
  expect(tables.find(({ name }) => name === 'settings')).toMatchObject({
    keys: ['userId'],
    fields: [{ name: 'userId', server: 'owner' }, { name: 'language', required: true, default: '' }, { name: 'theme' }],
  })
  expect(resources.map(({ name, operations }) => [name, operations])).toEqual([['settings', {}]])
})

test('without people, or for an app, there is one for all', () => {
  expect(derive(pair('/settings')).actions).toMatchObject([{ kind: 'singleton', read: 'anyone', row: 'anyone' }])
  const staff: Signals = {
    roles: [{ value: 'admin', evidence: [] }],
    reach: [{ endpoint: 'GET /api/config', who: 'anyone', evidence: [] }],
  }
  const { actions, tables } = derive([...signIn, ...pair('/config', 'POST')], staff)
  expect(actions).toMatchObject([
    { kind: 'singleton', of: 'configs', change: 'POST', read: 'anyone', row: { can: 'configs:write' } },
  ])
  expect(tables.find(({ name }) => name === 'configs')?.keys).toBeUndefined()
})

test('what is set is what is shown, and answered as it', () => {
  const shown = call('GET /api/config', { reads: ['data.accounts[].name', 'data.config.locale'] })
  const other = [shown, call('POST /api/config', { body: ['journalPath', 'dbPath'] })]
  expect(derive(other).actions.map(({ kind }) => kind)).toEqual(['pending', 'pending'])
  const told = [shown, call('POST /api/config', { body: ['config'], reads: ['data.restarts'] })]
  expect(derive(told).actions.map(({ kind }) => kind)).toEqual(['pending', 'pending'])
  expect(derive([shown, call('POST /api/config', { body: ['config'] })]).actions).toMatchObject([{ kind: 'singleton' }])
})

test('a word for what is done may stand behind it, on one side or on both', () => {
  const { actions, dialect } = derive([
    call('GET /api/log/config', { reads: ['data.enabled', 'data.interval'] }),
    call('PUT /api/log/config/update', { body: ['enabled', 'interval'] }),
    call('GET /api/settings/get', { reads: ['data.theme'] }),
    call('POST /api/settings/save', { body: ['theme'] }),
  ])
  expect(actions).toMatchObject([
    { kind: 'singleton', path: '/log/config', change: 'PUT' },
    { kind: 'singleton', path: '/settings', change: 'POST' },
  ])
  expect(dialect.paths).toEqual({
    'log.config.put': 'PUT /log/config/update',
    'settings.get': 'GET /settings/get',
    'settings.post': 'POST /settings/save',
  })
})

test('what is done to one of several settings is none', () => {
  const { actions } = derive([
    call('GET /api/settings', { reads: ['data.theme'] }),
    call('PUT /api/settings', { body: ['theme'] }),
    call('PUT /api/settings/update', { body: ['theme'] }),
  ])
  expect(actions.map(({ kind }) => kind)).toEqual(['pending', 'pending', 'pending'])
})
