import { expect, test } from 'vitest'
import type { Endpoint } from '../../endpoint.ts'
import { call, derive, signIn } from './kit.ts'

function operations(...calls: Parameters<typeof derive>[0]) {
  return derive(calls).auth?.operations
}

test('an app without a login has no users, and everybody may do everything', () => {
  const { auth, tables, resources } = derive([
    call('GET /api/notes', { reads: ['data[].title'] }),
    call('POST /api/notes', { body: ['title'] }),
  ])
  expect(auth).toBeUndefined()
  expect(tables.map(({ name }) => name)).toEqual(['notes'])
  expect(resources[0]?.operations.create?.allow).toBe('anyone')
})

test('who asks where people sign in is told who they are, and a list there is none', () => {
  const login = call('POST /api/auth', { body: ['email', 'password'], reads: ['token', 'user.id', 'user.name'] })
  const profile = call('GET /api/profile/me', { reads: ['bio', 'user.name'] })
  expect(operations(login, profile, call('GET /api/auth', { reads: ['id', 'name'] }))).toEqual({
    'auth.login': 'POST /api/auth',
    'auth.me': 'GET /api/auth',
  })
  expect(operations(login, call('GET /api/auth', { reads: ['[].id', '[].name'] }))).toEqual({
    'auth.login': 'POST /api/auth',
  })
  expect(operations(login, call('GET /api/auth', { reads: ['providers'] }))).toEqual({ 'auth.login': 'POST /api/auth' })
})

test('one of several ways to sign in is the login before what only opens a thing by its password', () => {
  const guest = call('POST /api/shares/auth', { body: ['password', 'shareId'], reads: ['token'] })
  const local = call('POST /api/auth/login/local', { body: ['password', 'username'], reads: ['token'] })
  expect(operations(guest, local)).toEqual({ 'auth.login': 'POST /api/auth/login/local' })
})

test('a forgotten password is no login', () => {
  const blueprint = derive([
    ...signIn,
    call('POST /api/auth/reset-password', { body: ['email', 'password', 'token'] }),
    call('POST /api/auth/forgot-password', { body: ['email'] }),
  ])
  expect(blueprint.auth?.operations).toEqual({
    'auth.login': 'POST /api/auth/login',
    'auth.register': 'POST /api/auth/register',
    'auth.forgot': 'POST /api/auth/forgot-password',
    'auth.reset': 'POST /api/auth/reset-password',
  })
  expect(blueprint.actions).toEqual([])
})

test('without telling words, whoever sends more than a name and a password registers', () => {
  const found = operations(
    call('POST /api/gate/open', { body: ['email', 'password'], reads: ['token'] }),
    call('POST /api/gate/enter', { body: ['email', 'name', 'password'] }),
  )
  expect(found).toEqual({ 'auth.login': 'POST /api/gate/open', 'auth.register': 'POST /api/gate/enter' })
})

test('refresh, logout, me and update are found by their bodies, answers and paths', () => {
  const found = operations(
    ...signIn,
    call('POST /api/auth/renewal', { body: ['refreshToken'], reads: ['data.accessToken'] }),
    call('DELETE /api/auth/sign-out'),
    call('GET /api/profile', { reads: ['data.email'] }),
    call('PATCH /api/profile', { body: ['name'] }),
  )
  expect(found).toMatchObject({
    'auth.refresh': 'POST /api/auth/renewal',
    'auth.logout': 'DELETE /api/auth/sign-out',
    'auth.me': 'GET /api/profile',
    'auth.update': 'PATCH /api/profile',
  })
})

test('users have what register sends and answers show, and no password or token', () => {
  const { tables } = derive([
    call('POST /api/auth/login', { body: ['email', 'password'], reads: ['data.token', 'data.email', 'data.avatar'] }),
    call('POST /api/auth/register', { body: ['confirmPassword', 'email', 'name', 'password'] }),
    call('PATCH /api/auth/me', { body: ['bio', 'currentPassword', 'newPassword'] }),
  ])
  expect(tables[0]?.fields.map(({ name, required, unique }) => [name, required, unique ?? false])).toEqual([
    ['name', true, false],
    ['email', true, true],
    ['avatar', false, false],
    ['bio', false, false],
  ])
})

test('people who log in with a username are known by it', () => {
  const { auth, tables } = derive([
    call('POST /api/auth/login', { body: ['password', 'username'], reads: ['data.token'] }),
  ])
  expect(auth?.identity).toBe('username')
  expect(tables[0]?.fields).toMatchObject([{ name: 'username', required: true, unique: true }])
})

test('roles that are only compared are known, and those who register have another', () => {
  const evidence = [{ file: 'src/guard.ts', line: 3 }]
  const { auth, tables } = derive([...signIn, call('POST /api/notes', { body: ['title'] })], {
    roles: [
      { value: 'editor', evidence },
      { value: 'admin', evidence },
    ],
  })
  expect(auth?.roles).toEqual({ user: [], editor: ['notes:*'], admin: ['*'] })
  expect(tables[0]?.fields.find(({ name }) => name === 'role')).toMatchObject({
    values: ['editor', 'admin', 'user'],
    default: 'user',
    write: 'nobody',
  })
})

test('a token lasts for weeks where no live code renews it', () => {
  const renew = call('POST /api/auth/refresh', { body: ['refreshToken'], reads: ['data.accessToken'] })
  const access = (...more: Endpoint[]) => derive([...signIn, ...more]).auth?.access
  expect([access(), access(renew), access({ ...renew, live: false })]).toEqual(['30d', undefined, '30d'])
})

test('sessions are in cookies where a login gives nothing and no request carries anything', () => {
  const login = call('POST /api/auth/login', { body: ['email', 'password'] })
  const orders = call('GET /api/orders', { reads: ['data[].id', 'data[].number'] })
  const carried = { ...orders, headers: { authorization: 'Bearer {token}' } }
  const cookie = (...calls: Endpoint[]) => derive(calls).auth?.cookie
  expect([cookie(login, orders), cookie(login, carried), cookie(...signIn, orders)]).toEqual([
    true,
    undefined,
    undefined,
  ])
})

test('a path that says so is a login, whatever its name is called; an account that staff makes is none', () => {
  const login = call('POST /api/auth/login', { body: ['account', 'password'], reads: ['data.token'] })
  const made = call('POST /api/users', { body: ['admin', 'email', 'password'] })
  const blueprint = derive([made, login])
  expect(blueprint.auth?.operations['auth.login']).toBe('POST /api/auth/login')
  expect(blueprint.dialect.names).toMatchObject({ 'auth.login': { email: 'account' } })
  expect(operations(made)).toBeUndefined()
})

test('settings with defaults for new accounts show nobody, and what shows who is signed in shows columns', () => {
  const settings = call('GET /api/settings', { reads: ['data.defaults.username', 'data.signup'] })
  const me = call('GET /api/user', { reads: ['data.canCreate', 'data.name'] })
  expect(operations(...signIn, settings)).not.toHaveProperty('auth.me')
  const { tables } = derive([...signIn, me])
  expect(tables[0]?.fields.map(({ name }) => name)).toContain('canCreate')
})

test('a login whose whole answer is the person is answered so', () => {
  const login = call('POST /api/auth/login', { body: ['email', 'password'], reads: ['email', 'name'] })
  const me = call('GET /api/auth/me', { reads: ['email', 'name'] })
  const { dialect } = derive([login, me, call('GET /api/notes', { reads: ['[].id', '[].title'] })])
  expect(dialect.envelope).toMatchObject({ session: { '...': '$user' } })
  const carried = { ...call('GET /api/notes', { reads: ['[].id', '[].title'] }), headers: { authorization: '{token}' } }
  expect(derive([login, me, carried]).dialect.envelope).not.toHaveProperty('session')
  expect(dialect.envelope).not.toHaveProperty('me')
})

test('roles may be written as Spring writes them, and a list of own rows is not who is signed in', () => {
  const evidence = [{ file: 'src/guard.ts', line: 3 }]
  const { auth } = derive(
    [
      ...signIn,
      call('GET /api/orders/me', { reads: ['data[].id', 'data[].total'] }),
      call('GET /api/user', { reads: ['data[].email'] }),
      call('GET /api/user/me', { reads: ['data.email'] }),
      call('PUT /api/user', { body: ['name'] }),
    ],
    { roles: ['ROLE ADMIN', 'ROLE_MEMBER'].map(value => ({ value, evidence })) },
  )
  expect(auth?.operations).toMatchObject({ 'auth.me': 'GET /api/user/me', 'auth.update': 'PUT /api/user' })
  expect(auth?.roles).toEqual({ ROLE_MEMBER: [], 'ROLE ADMIN': ['*'] })
})

test('users that two lists show have each column once', () => {
  const list = (path: string) => call(`GET ${path}`, { reads: ['data[].email', 'data[].nick'] })
  const { tables } = derive([...signIn, list('/api/users'), list('/api/admin/users')])
  const names = tables.find(({ name }) => name === 'users')?.fields.map(({ name }) => name) ?? []
  expect(names).toEqual([...new Set(names)])
})

test('what another server is signed in to with is no account here', () => {
  const proxy = call('POST /api/proxy', { body: ['addr', 'name', 'pass', 'user_name'] })
  expect(operations(...signIn.slice(0, 1), proxy)).not.toHaveProperty('auth.register')
  expect(operations(proxy)).toBeUndefined()
})

test('what one may is asked for with who one is', () => {
  const login = call('POST /api/login', { body: ['username', 'password'], reads: ['data.token'] })
  const needs = (ask: string, reads: string[]) =>
    derive([login, call(ask, { reads })], { tokens: [] }).features.roles?.needed
  expect(needs('GET /api/admin/info', ['data.icon', 'data.roles'])).toBe(true)
  expect(needs('GET /api/getUserInfo', ['permissions[]', 'user.name'])).toBe(true)
  expect(needs('GET /api/admin/info', ['data.icon'])).toBe(false)
  expect(needs('GET /api/groups', ['data.roles'])).toBe(false)
})

test('the people whom staff manages are not the account of whoever asks', () => {
  const one = call('PUT /api/admin/user', { body: ['email'], reads: ['data.email'] })
  expect(operations(...signIn, one)).not.toHaveProperty('auth.update')
  expect(operations(...signIn, { ...one, path: '/api/user' })).toHaveProperty('auth.update', 'PUT /api/user')
})

test('what somebody may, whether they are let in and what invites them is demanded of nobody who registers', () => {
  const body = ['email', 'inviteToken', 'isActive', 'isVerified', 'name', 'password', 'plan']
  const [login] = signIn
  const { tables, dialect } = derive([
    ...(login === undefined ? [] : [login]),
    call('POST /api/auth/register', { body, reads: ['data.accessToken'] }),
    call('GET /api/auth/me', { reads: body.filter(name => name !== 'password').map(name => `data.${name}`) }),
  ])
  const demanded = tables[0]?.fields.filter(field => field.required && field.default === undefined)
  expect(demanded?.map(({ name }) => name).sort()).toEqual(['email', 'name'])
  expect(dialect).toMatchObject({ extra: 'drop' })
})

test('whoever leaves may send all that they have of the session', () => {
  const out = call('POST /api/auth/logout', { body: ['jwt', 'refreshToken'] })
  const { dialect, unresolved } = derive([...signIn, out])
  expect(dialect).toMatchObject({ extra: 'drop' })
  expect(unresolved).toMatchObject([{ text: 'POST /api/auth/logout {jwt}' }])
})

test('what is sent to sign in beside who it is, and to register of what nobody says, is ignored', () => {
  const login = call('POST /api/login', { body: ['captcha_code', 'email', 'password'], reads: ['token', 'user.email'] })
  const register = call('POST /api/register', { body: ['email', 'inviteToken', 'password'], reads: ['token'] })
  const { dialect, unresolved } = derive([login, register])
  expect(dialect).toMatchObject({ extra: 'drop' })
  expect(unresolved.map(({ text }) => text)).toEqual([
    'POST /api/login {captcha_code}',
    'POST /api/register {inviteToken}',
  ])
})

test('of two kinds of people those who may register are the users', () => {
  const login = (kind: string) =>
    call(`POST /api/${kind}/login-${kind}`, { body: ['email', 'password'], reads: ['token', `${kind}.email`] })
  const register = (more: Partial<Endpoint>) =>
    call('POST /api/user/register-user', { body: ['email', 'name', 'password'], reads: ['token'], ...more })
  expect(operations(login('clerk'), login('user'), register({}))).toEqual({
    'auth.login': 'POST /api/user/login-user',
    'auth.register': 'POST /api/user/register-user',
  })
})

test('who comes with a file, or is shown with a part that nobody sent, is left to write', () => {
  const [login] = signIn
  const register = (more: Partial<Endpoint>) => {
    const one = call('POST /api/auth/register', { body: ['email', 'password'], reads: ['data.accessToken'], ...more })
    return operations(...(login === undefined ? [] : [login]), one)?.['auth.register']
  }
  expect(register({})).toBeDefined()
  expect(register({ reads: ['data.accessToken', 'data.user.email', 'data.user.extra.firm'] })).toBeUndefined()
  const file = { shape: { kind: 'file' as const }, optional: false }
  const text = { shape: { kind: 'string' as const }, optional: false }
  const bodyShape = { kind: 'object' as const, fields: { email: text, password: text, face: file } }
  expect(register({ body: ['email', 'face', 'password'], bodyShape, encoding: 'multipart' })).toBeUndefined()
})

test('a text that is near a password is no column, and when the password was changed is one', () => {
  const told = ['email', 'passwordChangedAt', 'passwordHint'].map(name => `data.user.${name}`)
  const names = derive([
    call('POST /api/auth/login', { body: ['email', 'password'], reads: ['data.accessToken', ...told] }),
    call('POST /api/auth/register', { body: ['email', 'password', 'passwordHint'], reads: ['data.accessToken'] }),
  ]).tables[0]?.fields.map(({ name }) => name)
  expect(names).toContain('passwordChangedAt')
  expect(names).not.toContain('passwordHint')
})

test('an account is opened where the path says so, and not where staff may add somebody', () => {
  const [login] = signIn
  const register = call('POST /api/auth/register', { body: ['email', 'name', 'password'], reads: ['data.accessToken'] })
  const added = (name: string) => call('POST /api/people/users', { body: ['email', 'name', 'password', name] })
  const operation = (...more: Parameters<typeof derive>[0]) =>
    derive([...(login === undefined ? [] : [login]), ...more]).auth?.operations['auth.register']
  expect(operation(added('phone'), register)).toBe('POST /api/auth/register')
  expect(operation(added('phone'))).toBe('POST /api/people/users')
  expect(operation(added('isSuperUser'))).toBeUndefined()
})
