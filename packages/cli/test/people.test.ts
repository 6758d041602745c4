import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { deriveBlueprint } from '../src/blueprint/derive/derive.ts'
import { detect } from '../src/detectors/index.ts'
import { prepare, writeProject } from '../src/generator/index.ts'

// Everything that frontends do with people, in one backend: what is written type-checks and understands all of it.
// Whole programs run here: a database that starts, a type check.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const root = join(import.meta.dirname, '..', '..', '..')
const fixtures = join(import.meta.dirname, 'fixtures', 'identity')
const projects = {
  'with tokens': ['account', 'api-keys', 'password-reset', 'second-factor', 'sessions', 'verification'],
  'with tenants': ['tenancy-switcher'],
  'with tenants in the path': ['tenancy-path'],
  'with cookies and providers': ['social-login'],
}

describe.each(Object.entries(projects))('a backend %s', (_, names) => {
  let directory: string

  beforeAll(async () => {
    mkdirSync(join(root, '.plinth'), { recursive: true })
    directory = mkdtempSync(join(root, '.plinth', 'people-'))
    const detections = await Promise.all(
      names.map(async name => ({ ...(await detect(join(fixtures, name))), root: name })),
    )
    await writeProject(directory, deriveBlueprint(detections, { name: 'people' }))
    await prepare(directory)
  })

  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  function run(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', ...args], {
      cwd: directory,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NODE_ENV: 'test' },
    })
    return { status, output: stdout + stderr }
  }

  it('writes a project that type-checks', () => {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    expect(run(tsc, '-p', '.', '--customConditions', 'source')).toEqual({ status: 0, output: '' })
  })

  it('understands every call in the words of the frontend', () => {
    const { status, output } = run('--test', 'test/contract.test.ts')
    expect(status, output).toBe(0)
  })
})
