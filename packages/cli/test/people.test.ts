import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { deriveBlueprint } from '../src/blueprint/derive/derive.ts'
import { detect } from '../src/detectors/index.ts'
import { type Written, written } from './written.ts'

// Everything that frontends do with people, in one backend: what is written type-checks and understands all of it.
// Whole programs run here: a database that starts, a type check.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const fixtures = join(import.meta.dirname, 'fixtures', 'identity')
const projects = {
  'with tokens': ['account', 'api-keys', 'password-reset', 'second-factor', 'sessions', 'verification'],
  'with tenants': ['tenancy-switcher'],
  'with tenants in the path': ['tenancy-path'],
  'with cookies and providers': ['social-login'],
}

describe.each(Object.entries(projects))('a backend %s', (_, names) => {
  let backend: Written

  beforeAll(async () => {
    const detections = await Promise.all(
      names.map(async name => ({ ...(await detect(join(fixtures, name))), root: name })),
    )
    backend = await written('people', deriveBlueprint(detections, { name: 'people' }))
  })

  afterAll(() => backend.remove())

  it('writes a project that type-checks', () => {
    expect(backend.typeCheck()).toEqual({ status: 0, output: '' })
  })

  it('understands every call in the words of the frontend', () => {
    const { status, output } = backend.run('--test', 'test/contract.test.ts')
    expect(status, output).toBe(0)
  })
})
