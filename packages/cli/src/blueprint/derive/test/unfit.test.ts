import { expect, it } from 'vitest'
import type { Endpoint } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

const notes = [
  call('GET /api/notes', { reads: ['data[].id', 'data[].text'] }),
  call('POST /api/notes', { body: ['text'], reads: ['data.id'] }),
]

const login = (reads: string[], path = 'POST /api/auth/login') => [
  call(path, { body: ['email', 'password'], reads }),
  ...notes,
]

const reasonOf = (endpoints: readonly Endpoint[], key: string) => {
  const { actions } = derive(endpoints)
  const found = actions.find(action => action.kind === 'pending' && action.endpoints.includes(key))
  return found?.kind === 'pending' ? found.reason : undefined
}

it('leaves a login whose answer has more in it than the runtime knows, and makes room for it', () => {
  const asked = login(['data.token', 'data.user.email', 'data.recoveryCodes[]'])
  expect(reasonOf(asked, 'POST /api/auth/login')).toContain('recoveryCodes')
  const { auth, dialect } = derive(asked)
  expect(auth?.operations).toEqual({})
  expect(dialect.paths).toEqual({ 'auth.login': 'POST /_/auth/login' })
})

it('opens nothing to guests because the login is not served', () => {
  const { resources } = derive(login(['data.token', 'data.valid', 'data.user.email'], 'POST /api/request-token'))
  const { operations = {} } = resources.find(({ name }) => name === 'notes') ?? {}
  expect(Object.keys(operations)).toEqual(['list', 'create'])
  expect(JSON.stringify(operations)).not.toContain('anyone')
})

it('answers a login beside what wraps other answers, and says that it went well where that is read', () => {
  const { auth, dialect } = derive([
    ...login(['success', 'access_token', 'user.email'], 'POST /api/auth/token'),
    call('GET /api/auth/me', { reads: ['id', 'email'] }),
  ])
  expect(auth?.operations).toMatchObject({ 'auth.login': 'POST /api/auth/token', 'auth.me': 'GET /api/auth/me' })
  expect(dialect.answers).toEqual({
    'auth.login': { success: true, access_token: '$accessToken', user: '$user' },
    'auth.me': '$user',
  })
})

it('leaves a login that is read for more than the runtime gives, wrapped or not', () => {
  expect(reasonOf(login(['token', 'quota'], 'POST /api/auth/token'), 'POST /api/auth/token')).toContain('token')
})

it('leaves a renewal that sends no token, and a goodbye that is read', () => {
  const more = [call('POST /api/renew', { reads: ['data.token'] }), call('POST /api/logout', { reads: ['data.email'] })]
  expect(reasonOf([...signIn, ...more, ...notes], 'POST /api/renew')).toBe('It sends no refresh token.')
  expect(reasonOf([...signIn, ...more, ...notes], 'POST /api/logout')).toContain('email')
})

it('does not take settings with a name in them for the account', () => {
  const settings = call('GET /api/settings', { reads: ['data.signup', 'data.defaults.username'] })
  expect(derive([...signIn, ...notes, settings]).auth?.operations).not.toHaveProperty('auth.me')
})

it('serves what says besides that it went well', () => {
  const asked = login(['success', 'message', 'data.accessToken', 'data.user.email', 'data.user.perm.admin'])
  expect(derive(asked).auth?.operations).toEqual({ 'auth.login': 'POST /api/auth/login' })
})

it('signs people in by name where they have an address too, and sends them no mail', () => {
  const named = (...fields: string[]) => [
    call('POST /api/auth/login', { body: ['username', 'password'], reads: ['data.token'] }),
    call('POST /api/auth/register', { body: [...fields, 'password'], reads: ['data.token'] }),
    ...notes,
  ]
  const forgot = call('POST /api/auth/forgot-password', { body: ['email'] })
  const both = [...named('username', 'email'), forgot]
  expect(derive(both).auth).toMatchObject({
    identity: 'username',
    operations: { 'auth.login': 'POST /api/auth/login' },
  })
  expect(reasonOf(both, 'POST /api/auth/forgot-password')).toContain('sign in with a name')
  expect(derive(named('username')).auth).toMatchObject({
    identity: 'username',
    operations: { 'auth.login': 'POST /api/auth/login' },
  })
})

it('renews with a token under the name that the frontend sends', () => {
  const renewal = call('POST /api/auth/refresh', { body: ['refresh'], reads: ['data.accessToken'] })
  const names = derive([...signIn, renewal, ...notes]).dialect.names
  expect(names).toMatchObject({ 'auth.refresh': { refreshToken: 'refresh' } })
})

it('leaves a registration that needs a token, which is no column of people', () => {
  const invited = call('POST /api/auth/register', { body: ['email', 'password', 'token'], reads: ['data.accessToken'] })
  const asked = [signIn[0] as Endpoint, invited, ...notes]
  expect(reasonOf(asked, 'POST /api/auth/register')).toContain('token')
  expect(JSON.stringify(derive(asked).tables)).not.toContain('"token"')
})

it('makes room for calls that nobody has written yet where the built-in ones stand', () => {
  const left = call('POST /api/auth/logout', { reads: ['data.email'] })
  const { dialect, actions } = derive([...signIn, left, ...notes])
  expect(dialect.paths).toMatchObject({ 'auth.logout': 'POST /_/auth/logout' })
  expect(actions).toMatchObject([{ kind: 'pending', path: '/auth/logout' }])
})

const text = { shape: { kind: 'string' as const }, optional: false }
const list = (fields: Record<string, typeof text>) => ({
  kind: 'object' as const,
  fields: {
    data: { shape: { kind: 'array' as const, of: { kind: 'object' as const, fields } }, optional: false },
  },
})

it('leaves rows that are named by what no call gives them', () => {
  const invites = [
    call('GET /api/invites', {
      reads: ['data[].id', 'data[].name', 'data[].token'],
      answerShape: list({ name: text, token: text }),
    }),
    call('POST /api/invites', { body: ['name'], reads: ['data.id'] }),
    call('DELETE /api/invites/{token}'),
  ]
  expect(reasonOf(invites, 'DELETE /api/invites/{token}')).toContain('to be given')
})

it('leaves what is read of another row that is sent under its name alone', () => {
  const reviews = [
    call('GET /api/products', { reads: ['data[].id', 'data[].title'] }),
    call('POST /api/products', { body: ['title'], reads: ['data.id'] }),
    call('POST /api/reviews', { body: ['product', 'text'] }),
    call('GET /api/reviews', { reads: ['data[].product.title', 'data[].text'] }),
  ]
  expect(reasonOf(reviews, 'GET /api/reviews')).toContain('product')
})

it('leaves a login whose answer is wrapped in capitals, where other names are in snake case', () => {
  const login = call('POST /api/auth/login', { body: ['user_name', 'password'], reads: ['Response.auth_token'] })
  const tags = call('GET /api/tags', { reads: ['[].created_at', '[].tag_name', '[].last_used'] })
  expect(reasonOf([login, tags], 'POST /api/auth/login')).toContain('Response')
})

it('leaves a login by name that reads the name in another way than the runtime has it', () => {
  const asked = (name: string) => [
    call('POST /api/auth/login', { body: ['username', 'password'], reads: ['data.token', `data.user.${name}`] }),
    ...notes,
  ]
  expect(reasonOf(asked('userName'), 'POST /api/auth/login')).toContain('userName')
  expect(reasonOf(asked('username'), 'POST /api/auth/login')).toBeUndefined()
})

it('takes people as they came, with the id and the token that their settings send back', () => {
  const settings = (...body: string[]) => [...signIn, call('PUT /api/auth/me', { body: ['email', 'name', ...body] })]
  expect(derive(settings()).dialect).not.toHaveProperty('extra')
  expect(derive(settings('id', 'token')).dialect).toMatchObject({ extra: 'drop' })
})

it('leaves settings that send the name of a login in another way than the runtime has it', () => {
  const login = call('POST /api/auth/login', { body: ['username', 'password'], reads: ['data.token'] })
  const settings = call('PUT /api/auth/me', { body: ['bio', 'userName'] })
  expect(reasonOf([login, settings, ...notes], 'PUT /api/auth/me')).toContain('userName')
})

it('takes the name that people sign in with as those who register write it', () => {
  const { dialect } = derive([
    call('POST /api/auth/login', { body: ['username', 'password'], reads: ['data.token'] }),
    call('POST /api/auth/register', { body: ['email', 'password', 'userName'] }),
    ...notes,
  ])
  expect(dialect).toMatchObject({ names: { 'auth.register': { username: 'userName' } } })
})

it('leaves a registration that sends something beside who registers', () => {
  const [login] = signIn
  const body = (...more: string[]) =>
    call('POST /api/auth/register', { body: ['user.email', 'user.password', ...more] })
  const asked = (...more: string[]) => [...(login === undefined ? [] : [login]), body(...more), ...notes]
  expect(reasonOf(asked('headers'), 'POST /api/auth/register')).toBe('It sends headers beside who registers.')
  expect(reasonOf(asked(), 'POST /api/auth/register')).toBeUndefined()
})

it('leaves settings that hold who somebody is in one part of several', () => {
  const asked = [
    ...login(['data.token', 'data.user.email']),
    call('PUT /api/auth/me', { body: ['user.email', 'profile.city'], reads: ['data.user.email'] }),
  ]
  expect(reasonOf(asked, 'PUT /api/auth/me')).toBe('It sends who somebody is inside of user.')
})

it('says that a password was changed also where the code would take a token of the answer', () => {
  const { dialect, auth } = derive([
    ...login(['token', 'user.email']),
    call('POST /api/auth/change-password', { body: ['currentPassword', 'newPassword'], reads: ['message', 'token'] }),
  ])
  expect(auth?.operations['auth.changePassword']).toBe('POST /api/auth/change-password')
  expect(dialect.answers).toMatchObject({ 'auth.changePassword': { message: expect.any(String) } })
})

it('takes the refresh of a list of things for none of a session', () => {
  const { auth } = derive([...login(['data.token']), call('POST /api/feeds/refresh')])
  expect(Object.keys(auth?.operations ?? {})).toEqual(['auth.login'])
})
