import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readBlueprint } from '../check/check.ts'
import { prepare } from '../prepare/prepare.ts'
import { writeProject } from '../write.ts'
import { makePlace, run } from './place.ts'

const example = join(import.meta.dirname, '../../../../../examples/storefront/backend')
// Whole programs run here: a database that starts, a type check.
vi.setConfig({ testTimeout: 90_000 })

const place = makePlace()
const project = join(place.folder, 'storefront')

beforeAll(async () => {
  await writeProject(project, readBlueprint(JSON.parse(readFileSync(join(example, 'blueprint.json'), 'utf8'))))
  await prepare(project)
})

afterAll(() => place.remove())

const ask = () => run('node', ['--conditions=source', '--test', 'test/contract.test.ts'], project)

function change(path: string, from: string, to: string): () => void {
  const file = join(project, path)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
  return () => writeFileSync(file, text)
}

it('writes the first migration, before anything is installed', () => {
  expect(readFileSync(join(project, 'migrations/0001_initial.sql'), 'utf8')).toMatch(/create table "products"/i)
})

it('passes on the backend that was written', async () => {
  const { code, output } = await ask()
  expect(output).toContain('fail 0')
  expect(code).toBe(0)
})

it('fails, with the name of the field, when the backend stops giving what the code reads', async () => {
  const undo = change(
    'modules/catalog/products.ts',
    "include: ['category'],",
    "include: ['category'],\n  fields: { priceCents: { read: nobody } },",
  )
  const mend = change('modules/catalog/products.ts', '  fields: { slug: { write: nobody } },\n', '')
  const { code, output } = await ask()
  mend()
  undo()
  expect(code).toBe(1)
  expect(output).toContain('data[].priceCents is missing, and the frontend reads number')
})

it('fails when somebody is no longer allowed what the frontend lets them do', async () => {
  const undo = change('modules/orders/orders.ts', 'create: signedIn', 'create: nobody')
  const { code, output } = await ask()
  undo()
  expect(code).toBe(1)
  expect(output).toMatch(/POST \/api\/orders gives what/)
})
