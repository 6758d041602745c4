import { expect, it } from 'vitest'
import { call, derive } from '../../../blueprint/derive/test/kit.ts'
import type { Shape } from '../../../blueprint/endpoint.ts'
import { modelOf } from '../../emit/model.ts'
import { contractOf } from '../contract.ts'

function steps(...calls: Parameters<typeof derive>[0]) {
  const { steps } = contractOf(modelOf(derive(calls)))
  return Object.fromEntries(steps.map(step => [step.ask, step]))
}

function object(shapes: Readonly<Record<string, Shape>>): Shape {
  const fields = Object.entries(shapes).map(([name, shape]) => [name, { shape, optional: false }] as const)
  return { kind: 'object', fields: Object.fromEntries(fields) }
}

const [string, number] = [{ kind: 'string' }, { kind: 'number' }] as const

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

it('a row that is taken away is looked up again: a change may have named it otherwise', () => {
  const asked = steps(
    call('GET /api/meals', { reads: ['data[].slug', 'data[].title'] }),
    call('POST /api/meals/create', { body: ['title'] }),
    call('PUT /api/meals/{slug}', { body: ['title'] }),
    call('DELETE /api/meals/{slug}'),
  )
  expect(asked['DELETE /api/meals/{slug}']?.params.slug).toEqual({ $new: 'GET /api/meals', field: 'slug' })
})
