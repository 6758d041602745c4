import { expect, test } from 'vitest'
import { call, derive } from './kit.ts'

const login = (reads: string[]) => call('POST /api/auth/login', { body: ['email', 'password'], reads })

function session(...calls: Parameters<typeof derive>[0]) {
  return (derive(calls).dialect.envelope as { session?: object }).session
}

test('a user of whom no member is read stands in the answer to a login', () => {
  expect(session(login(['token', 'user']))).toEqual({ token: '$accessToken', user: '$user' })
})

test('a login says that it went well, where the code reads it', () => {
  expect(session(login(['message', 'token']))).toEqual({ message: 'Done.', token: '$accessToken' })
  expect(session(login(['token']))).toEqual({ token: '$accessToken' })
})

test('the profile in a user is a part of them', () => {
  const users = derive([login(['token', 'user.email', 'user.profile.city'])]).tables[0]?.fields
  expect(users).toContainEqual(expect.objectContaining({ name: 'profile', type: 'json', default: { city: '' } }))
})

test('what is called a token and holds some is no token itself', () => {
  expect(session(login(['token.accessToken', 'token.refreshToken', 'user.email']))).toEqual({
    token: { accessToken: '$accessToken', refreshToken: '$refreshToken' },
    user: '$user',
  })
})

test('a token that is opened is one', () => {
  expect(session(login(['token.exp', 'user']))).toEqual({ token: '$accessToken', user: '$user' })
})

test('a login is left where what holds its tokens is read for more than the runtime gives', () => {
  const { auth, actions } = derive([login(['token.accessToken', 'token.accessExpires', 'user.email'])])
  expect(auth?.operations).toEqual({})
  expect(actions).toContainEqual(expect.objectContaining({ reason: expect.stringContaining('accessExpires') }))
})

test('who is signed in stands in both places where the code looks for them', () => {
  const me = call('GET /api/auth/me', { reads: ['email', 'id', 'token', 'user.email', 'user.id'] })
  const { envelope } = derive([login(['token']), me]).dialect as { envelope: { me?: object } }
  expect(envelope.me).toEqual({ '...': '$user', token: '$accessToken', user: '$user' })
})

test('a business with an e-mail of its own is a part of the person', () => {
  const me = call('GET /api/me', { reads: ['business.email', 'business.slug', 'email'] })
  const users = derive([login(['token']), me]).tables.find(({ name }) => name === 'users')?.fields
  const part = { type: 'json', default: { email: '', slug: '' } }
  expect(users).toContainEqual(expect.objectContaining({ name: 'business', ...part }))
})
