import { expect, it } from 'vitest'
import { call, derive, signIn } from '../../../blueprint/derive/test/kit.ts'
import type { Shape } from '../../../blueprint/endpoint.ts'
import { modelOf } from '../../emit/model.ts'
import { contractOf } from '../contract.ts'
import { nothing } from '../sources.ts'

function steps(...calls: Parameters<typeof derive>[0]) {
  const { steps } = contractOf(modelOf(derive(calls)))
  return Object.fromEntries(steps.map(step => [step.ask, step]))
}

function object(shapes: Readonly<Record<string, Shape>>): Shape {
  const fields = Object.entries(shapes).map(([name, shape]) => [name, { shape, optional: false }] as const)
  return { kind: 'object', fields: Object.fromEntries(fields) }
}

const [string, number, unknown] = [{ kind: 'string' }, { kind: 'number' }, { kind: 'unknown' }] as const

it('the address of the next page is null behind the last one, whatever its type says', () => {
  const rows: Shape = { kind: 'array', of: object({ id: number, title: string }) }
  const asked = steps(
    call('GET /api/clips', {
      query: ['limit', 'offset'],
      reads: ['count', 'next', 'results[].id', 'results[].title'],
      answerShape: object({ count: number, next: string, results: rows }),
    }),
    call('POST /api/clips', { body: ['title'] }),
  )
  expect(asked['GET /api/clips']?.reads).toMatchObject({ count: 'number', next: 'any' })
})

it('what a login calls refresh_token is sent under the name that the renewal has for it', () => {
  const asked = steps(
    call('POST /api/auth/login', {
      body: ['email', 'password'],
      reads: ['access_token', 'refresh_token', 'user.email'],
    }),
    call('POST /api/auth/token/refresh', { body: ['refresh'], reads: ['access_token'] }),
  )
  expect(asked['POST /api/auth/token/refresh']?.body).toEqual({
    refresh: { $answer: 'POST /api/auth/login', field: 'refresh_token' },
  })
})

it('a list of what went wrong is a text where it went well, and a list of rows stays one', () => {
  const calls = [
    call('GET /api/clips', { reads: ['data[].id', 'data[].title'] }),
    call('POST /api/clips', {
      body: ['title'],
      reads: ['data.id', 'message[]'],
      answerShape: object({ data: object({ id: unknown }), message: { kind: 'array', of: unknown } }),
    }),
  ]
  expect(steps(...calls)['POST /api/clips']?.reads).toEqual({ 'data.id': 'any', message: 'any' })
  expect(steps(...calls)['GET /api/clips']?.reads).toHaveProperty('data[].id')
})

it('code may go through the members of an object that was sent as one', () => {
  const asked = steps(
    call('POST /api/meals', {
      body: ['facts', 'steps', 'tags[]', 'title'],
      bodyShape: object({ facts: object({}), steps: object({}), tags: { kind: 'array', of: string }, title: string }),
      reads: ['data.id'],
    }),
    call('GET /api/meals/{id}', {
      reads: ['data.facts[]', 'data.steps[][]', 'data.tags[]', 'data.title'],
      answerShape: object({
        data: object({ facts: { kind: 'array', of: unknown }, tags: { kind: 'array', of: string }, title: string }),
      }),
    }),
  )
  expect(asked['GET /api/meals/{id}']?.reads).toEqual({
    'data.facts': 'any',
    'data.steps': 'any',
    'data.tags[]': 'string',
    'data.title': 'string',
  })
})

it('lists in a part of a user begin empty: of what is read of their items nothing is expected', () => {
  const right = object({ method: string })
  const asked = steps(
    call('POST /api/auth/login', {
      body: ['email', 'password'],
      reads: ['token', 'user.email', 'user.role.permissions[].method'],
      answerShape: object({
        token: string,
        user: object({ email: string, role: object({ permissions: { kind: 'array', of: right } }) }),
      }),
    }),
  )
  expect(asked['POST /api/auth/login']?.reads).toMatchObject({ 'user.role.permissions': 'array' })
})

it('a row that no call makes is taken away by whom it belongs to, where everybody sees the list of them', () => {
  const asked = steps(
    ...signIn,
    call('GET /api/notices', { reads: ['data[].id', 'data[].text', 'data[].user.name'] }),
    call('DELETE /api/notices/{id}'),
  )
  // The list begins with the newest of four rows, and two people take turns.
  expect(asked['DELETE /api/notices/{id}']).toMatchObject({
    as: 'carl',
    params: { id: { $answer: 'GET /api/notices' } },
  })
})

it('ids of other rows name nobody: where no answer shows a person, none is found', () => {
  const asked = steps(
    call('POST /api/auth/login', { body: ['email', 'password'], reads: ['token'] }),
    call('GET /api/chats', { reads: ['data[].id', 'data[].text'] }),
    call('GET /api/users/{id}', { reads: ['data.email', 'data.id'] }),
  )
  expect(asked['GET /api/users/{id}']).toMatchObject({ params: { id: nothing }, gives: 404 })
})

it('a row that is taken away is looked up again: a change may have named it otherwise', () => {
  const asked = steps(
    call('GET /api/meals', { reads: ['data[].slug', 'data[].title'] }),
    call('POST /api/meals/create', { body: ['title'] }),
    call('PUT /api/meals/{slug}', { body: ['title'] }),
    call('DELETE /api/meals/{slug}'),
  )
  expect(asked['DELETE /api/meals/{slug}']?.params.slug).toEqual({ $new: 'GET /api/meals', field: 'slug' })
})

it('people sign in with the flags that the form has, such as to be remembered', () => {
  const flag = { kind: 'boolean' } as const
  const login = call('POST /api/auth/login', {
    body: ['email', 'password', 'remember'],
    bodyShape: object({ email: string, password: string, remember: flag }),
    reads: ['token'],
  })
  const people = contractOf(modelOf(derive([login]))).login?.people
  expect(people?.ada).toEqual({ email: 'ada@example.com', password: 'demo-ada-1', remember: true })
})
