import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Blueprint } from '../../blueprint/blueprint.ts'
import { writeProject } from '../../generator/index.ts'
import { blueprint, endpoint } from '../../generator/test/awkward.ts'
import { readAgain } from '../follow.ts'

const before = blueprint()
let directory: string
let said: string[]

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'plinth-follow-'))
  said = []
  for (const method of ['log', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(text => said.push(String(text)))
  await writeProject(directory, before, { vendor: { plinth: 'plinth-0.1.0.tgz' } })
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(directory, { recursive: true, force: true })
})

const read = (now: Blueprint) =>
  readAgain({ directory, blueprint: before }, async () => ({ blueprint: now, seconds: 0 }))

const packages = () => readFileSync(join(directory, 'package.json'), 'utf8')

it('writes what changed, and keeps the packages that the project carries', async () => {
  const now = blueprint({ name: 'renamed', endpoints: [endpoint('GET /api/x')] })
  expect(await read(now)).toBe(now)
  expect(packages()).toContain('"name": "renamed"')
  expect(packages()).toContain('"plinth": "file:vendor/plinth-0.1.0.tgz"')
  expect(said.join('\n')).toMatch(/read again.*package\.json/)
})

it('says nothing where nothing changed', async () => {
  expect(await read(before)).toBe(before)
  expect(said).toEqual([])
})

it('leaves the project as it is where a file cannot be read that could be read before', async () => {
  const problem = { file: 'src/a.ts', line: 7, message: 'Unexpected token' }
  expect(await read(blueprint({ name: 'renamed', problems: [problem] }))).toBeUndefined()
  expect(packages()).not.toContain('renamed')
  expect(said.join('\n')).toContain('src/a.ts:7 Unexpected token')
})

it('goes on where it was not read before either', async () => {
  const known = blueprint({ problems: [{ file: 'src/a.ts', line: 7, message: 'Unexpected token' }] })
  const now = blueprint({ problems: [{ file: 'src/a.ts', line: 9, message: 'Unexpected token' }] })
  expect(await readAgain({ directory, blueprint: known }, async () => ({ blueprint: now, seconds: 0 }))).toBe(now)
})

it('says what went wrong where there is nothing to read', async () => {
  const gone = async () => Promise.reject(new Error('There is no folder.'))
  expect(await readAgain({ directory, blueprint: before }, gone)).toBeUndefined()
  expect(said.join('\n')).toContain('There is no folder.')
})
