import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { BlueprintField } from '../../blueprint/blueprint.ts'
import { settleProject } from '../settle.ts'
import { isSettled } from '../settled.ts'
import { blueprint, field, resource, table } from './awkward.ts'
import { makePlace } from './place.ts'

// Each migration is written by a program of its own.
vi.setConfig({ testTimeout: 60_000 })

const notes = (...fields: BlueprintField[]) =>
  blueprint({ tables: [table('notes', fields)], resources: [resource('notes', { sort: ['createdAt'] })] })
const full = notes(field('title'), field('body', { required: false }))
const less = notes(field('title'))
const renamed = notes(field('title'), field('content', { required: false }))

const place = makePlace()
const settled = join(place.folder, 'settled')
const project = join(place.folder, 'project')

beforeAll(async () => {
  await settleProject(settled, full)
}, 60_000)
beforeEach(() => {
  rmSync(project, { recursive: true, force: true })
  cpSync(settled, project, { recursive: true })
})
afterAll(() => place.remove())

const read = (path: string): string => readFileSync(join(project, path), 'utf8')
const migrations = (): string[] => readdirSync(join(project, 'migrations'))

it('writes neither files nor migration when data would be lost, and says so every time', async () => {
  const before = ['schema.ts', 'blueprint.json', '.plinth/generated.json', 'migrations/snapshot.json'].map(read)
  for (const _ of ['first', 'second']) {
    const refused = await settleProject(project, less).catch(error => error)
    expect(refused).toMatchObject({ code: 'PROJECT_LOSS' })
    expect(refused.message).toContain('the new schema drops the column notes.body.')
    expect(refused.hint).toMatch(/^.*--rename.*--allow-data-loss.*--reset.*$/)
  }
  expect(['schema.ts', 'blueprint.json', '.plinth/generated.json', 'migrations/snapshot.json'].map(read)).toEqual(
    before,
  )
  expect(existsSync(join(project, '.plinth/draft'))).toBe(false)
})

it('names the rename that it takes for possible, and keeps the rows when that is the answer', async () => {
  const refused = await settleProject(project, renamed).catch(error => error)
  expect(refused.hint).toContain('(perhaps `--rename notes.body=content`)')
  await settleProject(project, renamed, { renames: ['notes.body=content'] })
  expect(read('migrations/0002_change.sql')).toMatch(/rename column "body" to "content"/)
  expect(read('schema.ts')).toContain('content: text()')
})

it('loses what somebody says may be lost', async () => {
  expect(await settleProject(project, less, { allowDataLoss: true })).toMatchObject({
    written: expect.arrayContaining(['schema.ts', 'blueprint.json']),
    migrations: ['migrations/0002_change.sql'],
  })
  expect(read('schema.ts')).not.toContain('body')
})

it('drops the last table too', async () => {
  await settleProject(project, blueprint(), { allowDataLoss: true })
  expect(read('migrations/0002_change.sql')).toContain('drop table "notes"')
})

it('takes over first what a killed process had begun to take over', async () => {
  const other = join(place.folder, 'other')
  cpSync(settled, other, { recursive: true })
  await settleProject(other, less, { allowDataLoss: true })
  const draft = join(project, '.plinth/draft')
  mkdirSync(join(draft, '.plinth'), { recursive: true })
  cpSync(join(other, 'migrations'), join(draft, 'migrations'), { recursive: true })
  writeFileSync(join(draft, '.plinth/ready'), '')
  // It was killed between the migration and the snapshot.
  cpSync(join(other, 'migrations/0002_change.sql'), join(project, 'migrations/0002_change.sql'))

  await settleProject(project, less)
  expect(migrations()).toEqual(['0001_initial.sql', '0002_change.sql', 'snapshot.json'])
  expect(read('migrations/snapshot.json')).toBe(readFileSync(join(other, 'migrations/snapshot.json'), 'utf8'))
  expect(read('schema.ts')).not.toContain('body')
})

it('forgets what a killed process had not finished', async () => {
  const draft = join(project, '.plinth/draft')
  mkdirSync(join(draft, 'migrations'), { recursive: true })
  writeFileSync(join(draft, 'migrations/0002_half.sql'), 'drop tab')
  await settleProject(project, less, { allowDataLoss: true })
  expect(migrations()).toEqual(['0001_initial.sql', '0002_change.sql', 'snapshot.json'])
})

it('writes the migration for a schema that was changed by hand', async () => {
  expect(isSettled(project)).toBe(true)
  writeFileSync(
    join(project, 'schema.ts'),
    read('schema.ts').replace('body: text(),', 'body: text(),\n  extra: text(),'),
  )
  expect(isSettled(project)).toBe(false)
  expect(await settleProject(project, full)).toMatchObject({
    written: [],
    kept: ['schema.ts'],
    migrations: ['migrations/0002_change.sql'],
  })
  expect(read('migrations/0002_change.sql')).toContain('add column "extra" text')
})

it('does nothing where nothing changed, and still names what is kept', async () => {
  expect(await settleProject(project, full)).toEqual({ written: [], kept: [], left: [], migrations: [] })
  writeFileSync(join(project, 'README.md'), 'mine')
  expect(await settleProject(project, full)).toMatchObject({ written: [], kept: ['README.md'], migrations: [] })
})
