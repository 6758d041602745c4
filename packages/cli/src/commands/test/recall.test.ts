import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepSettled } from '../../generator/settled.ts'
import { frontendPrint, recall, remember } from '../recall.ts'

let place: string
let frontend: string
let project: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'plinth-recall-'))
  frontend = join(place, 'web')
  project = join(place, 'project')
  put('web/src/main.ts', 'fetch("/api/notes")')
  put('web/node_modules/react/index.js', '')
  put('project/blueprint.json', '{ "name": "notes" }')
  put('project/schema.ts', 'export {}')
  keepSettled(project)
  remember(frontendPrint(frontend), project)
})

afterEach(() => rmSync(place, { recursive: true, force: true }))

function put(path: string, text: string): void {
  mkdirSync(join(place, path, '..'), { recursive: true })
  writeFileSync(join(place, path), text)
}

it.each([
  ['a source changed', 'web/src/main.ts'],
  ['a source came', 'web/src/api.vue'],
  ['the environment changed', 'web/.env.production'],
  ['the compiler’s aliases changed, in a folder above', 'tsconfig.base.json'],
  ['the schema was changed by hand', 'project/schema.ts'],
  ['a migration came', 'project/migrations/0002_change.sql'],
  ['the blueprint was edited', 'project/blueprint.json'],
  ['what was remembered is broken', 'project/.plinth/read.json'],
])('remembers nothing when %s', (_, path) => {
  put(path, '{ "other": true')
  expect(recall(frontend, project)).toBeUndefined()
})

it('remembers nothing of what another reader found', () => {
  remember(frontendPrint(frontend), project)
  put(
    'project/.plinth/read.json',
    JSON.stringify({ frontend: frontendPrint(frontend), reader: 'older', at: '2026-01-31' }),
  )
  expect(recall(frontend, project)).toBeUndefined()
})

it('remembers nothing of a project that is not there', () => {
  expect(recall(frontend, join(place, 'none'))).toBeUndefined()
})

it('remembers what has the same content, whatever its time says, and whatever is built or installed beside it', () => {
  utimesSync(join(frontend, 'src/main.ts'), 1, 1)
  put('web/dist/index.html', '<p>built</p>')
  put('web/node_modules/react/index.js', 'other')
  put('project/test/contract.test.ts', 'mine')
  expect(recall(frontend, project)).toMatchObject({ blueprint: { name: 'notes' }, since: expect.any(Date) })
})
