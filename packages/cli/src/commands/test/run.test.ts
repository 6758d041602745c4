import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { freePort, type Program, run } from '../../dev/test/programs.ts'

// Whole programs run here: a frontend is read, a database is made and started.
vi.setConfig({ testTimeout: 60_000 })

const root = join(import.meta.dirname, '../../../../..')
let place: string
const programs: Program[] = []

beforeAll(async () => {
  vi.stubEnv('PORT', String(await freePort()))
  mkdirSync(join(root, '.plinth'), { recursive: true })
  place = mkdtempSync(join(root, '.plinth', 'run-'))
  frontendSends('title', 'body')
})

afterEach(() => Promise.all(programs.map(program => program.interrupt())))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(place, { recursive: true, force: true })
})

/** A frontend that makes notes of these fields, and shows them. */
function frontendSends(...fields: string[]): void {
  const values = fields.map(field => `${field}: prompt('${field}')`).join(', ')
  mkdirSync(join(place, 'web/src'), { recursive: true })
  writeFileSync(join(place, 'web/package.json'), '{ "name": "web" }')
  writeFileSync(
    join(place, 'web/src/main.js'),
    `const send = note => fetch('/api/notes', { method: 'POST', body: JSON.stringify(note) })
fetch('/api/notes').then(response => response.json()).then(({ data }) => data.map(note => note.title))
send({ ${values} })\n`,
  )
}

function plinthRun(...flags: string[]): Program {
  const program = run('plinth', ['run', join(place, 'web'), '--into', join(place, 'notes'), ...flags])
  programs.push(program)
  return program
}

const ready = /is ready in [\d.]+ s/
const migrations = (project: string) =>
  readdirSync(join(place, project, 'migrations')).filter(name => name.endsWith('.sql'))

async function ended(program: Program): Promise<string> {
  if (program.child.exitCode === null) await new Promise(resolve => program.child.once('close', resolve))
  expect(program.child.exitCode).toBe(1)
  return program.said()
}

it('reads once, and not again while nothing changes', async () => {
  const first = plinthRun()
  await first.hear(ready)
  expect(first.said()).toMatch(/1 files read in .*wrote migrations\/0001_initial\.sql/s)
  const made = await fetch(`http://localhost:${process.env.PORT}/api/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'kept', body: 'for ever' }),
  })
  expect(made.status).toBe(201)
  await first.interrupt()

  const second = plinthRun()
  await second.hear(ready)
  expect(second.said()).toMatch(/unchanged since \d{4}-\d\d-\d\d \d\d:\d\d, not read again/)
  expect(second.said()).toMatch(/POST +\/api\/notes +body title/)
  expect(second.said()).not.toContain('wrote')
})

it('never starts with a schema that no migration has, and names the ways on in one line', async () => {
  frontendSends('title')
  for (const _ of ['first', 'second']) {
    const said = await ended(plinthRun())
    expect(said).toMatch(/drops the column notes\.body\. \[PROJECT_LOSS\]\n.*--rename.*--allow-data-loss.*--reset.*\n$/)
    expect(said).not.toMatch(ready)
  }
  expect(readFileSync(join(place, 'notes/schema.ts'), 'utf8')).toContain('body:')
})

it('refuses to start over while somebody uses the database, and moves it aside afterwards: nothing is deleted', async () => {
  frontendSends('title', 'body')
  const running = plinthRun()
  await running.hear(ready)
  frontendSends('title')
  expect(await ended(plinthRun('--reset'))).toContain('RESET_BUSY')
  expect(migrations('notes')).toEqual(['0001_initial.sql'])
  await running.interrupt()

  const anew = plinthRun('--reset')
  await anew.hear(ready)
  const old = readdirSync(place).find(name => name.startsWith('notes.old-')) ?? ''
  expect(anew.said()).toContain(old)
  expect(readdirSync(join(place, old, '.plinth/postgres'))).toContain('data')
  expect(migrations(old)).toEqual(['0001_initial.sql'])
  expect(readFileSync(join(place, 'notes/migrations/0001_initial.sql'), 'utf8')).not.toContain('body')
})
