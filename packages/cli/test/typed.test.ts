import { join } from 'node:path'
import { expect, it } from 'vitest'
import { deriveBlueprint } from '../src/blueprint/derive/derive.ts'
import { detect } from '../src/detectors/index.ts'

it('takes radios and switches of a package for no text fields', async () => {
  const { endpoints } = await detect(join(import.meta.dirname, 'fixtures', 'typed-parts'))
  expect(endpoints.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/kites'])
  const shape = endpoints[0]?.bodyShape
  const kinds = Object.entries(shape?.kind === 'object' ? shape.fields : {}).map(([name, field]) => [
    name,
    field.shape.kind,
  ])
  expect(Object.fromEntries(kinds)).toEqual({ name: 'string', tails: 'number', flown: 'boolean', string: 'string' })
})

it('tells a time from a day, by the control that it is typed into, and else by its name', async () => {
  const detection = await detect(join(import.meta.dirname, 'fixtures', 'times'))
  const { tables } = deriveBlueprint([{ ...detection, root: 'times' }], { name: 'times' })
  const types = tables.find(({ name }) => name === 'tides')?.fields.map(({ name, type }) => [name, type]) ?? []
  expect(Object.fromEntries(types)).toMatchObject({
    high: 'timestamp',
    opening: 'date',
    measuredAt: 'timestamp',
    dueDate: 'date',
  })
})
