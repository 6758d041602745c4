import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FileChange } from '../plan.ts'
import { write, writeProject } from '../write.ts'
import { awkward } from './awkward.ts'

let place: string
let project: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'plinth-write-'))
  project = join(place, 'project')
})

afterEach(() => rmSync(place, { recursive: true, force: true }))

const file = (path: string, text: string): FileChange => ({ path, text, kind: 'create' })
const read = (path: string): string => readFileSync(join(project, path), 'utf8')

it('does not overwrite a file that was changed by hand, and names it', async () => {
  await writeProject(project, awkward)
  writeFileSync(join(project, 'README.md'), 'mine')
  expect(await writeProject(project, { ...awkward, name: 'other' })).toMatchObject({ kept: ['README.md'] })
  expect(read('README.md')).toBe('mine')
  expect(read('package.json')).toContain('"other"')
  expect(await writeProject(project, awkward)).toMatchObject({ kept: ['README.md'] })
})

it('does not overwrite a file that was there before it', () => {
  mkdirSync(project)
  writeFileSync(join(project, 'backend.ts'), 'mine')
  expect(write(project, [file('backend.ts', 'theirs')])).toMatchObject({ written: [], kept: ['backend.ts'] })
  expect(read('backend.ts')).toBe('mine')
})

it('looks again before it writes: a plan may be older than a change', () => {
  write(project, [file('a.ts', 'one')])
  writeFileSync(join(project, 'a.ts'), 'mine')
  write(project, [{ path: 'a.ts', text: 'two', kind: 'update' }])
  expect(read('a.ts')).toBe('mine')
})

it.each(['../out.ts', 'a/../../out.ts', '/etc/out.ts'])('refuses to write to %s', path => {
  expect(() => write(project, [file(path, 'x')])).toThrow(expect.objectContaining({ code: 'PROJECT_PATH' }))
  expect(readdirSync(place)).toEqual(['project'])
})

it('does not follow a link out of the project', () => {
  mkdirSync(project)
  mkdirSync(join(place, 'elsewhere'))
  symlinkSync(join(place, 'elsewhere'), join(project, 'modules'))
  expect(() => write(project, [file('modules/a.ts', 'x')])).toThrow(expect.objectContaining({ code: 'PROJECT_PATH' }))
  expect(readdirSync(join(place, 'elsewhere'))).toEqual([])
})

it('says in one line what cannot be written, and leaves it as it is', () => {
  mkdirSync(join(project, 'a.ts'), { recursive: true })
  expect(() => write(project, [file('a.ts', 'x')])).toThrow(expect.objectContaining({ code: 'PROJECT_UNWRITABLE' }))
  expect(readdirSync(project)).toEqual(['a.ts'])
})

it('writes nothing the second time, not even after Git changed the line ends', async () => {
  const first = await writeProject(project, awkward)
  expect(first.written).toContain('backend.ts')
  writeFileSync(join(project, 'backend.ts'), read('backend.ts').replaceAll('\n', '\r\n'))
  expect(await writeProject(project, awkward)).toEqual({ written: [], kept: [], left: [] })
})

it('takes a lost or broken list of hashes for no knowledge, and overwrites nothing', () => {
  write(project, [file('a.ts', 'one')])
  writeFileSync(join(project, '.plinth/generated.json'), '{')
  expect(write(project, [file('a.ts', 'two')])).toMatchObject({ kept: ['a.ts'] })
  expect(read('a.ts')).toBe('one')
})

it('names files of an earlier blueprint, and leaves them', () => {
  write(project, [file('a.ts', 'one'), file('b.ts', 'one')])
  expect(write(project, [file('a.ts', 'two')])).toEqual({ written: ['a.ts'], kept: [], left: ['b.ts'] })
  expect(write(project, [file('a.ts', 'two')])).toMatchObject({ left: ['b.ts'] })
  expect(read('b.ts')).toBe('one')
})
