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
