import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Blueprint, blueprintSchema } from '../src/blueprint/blueprint.ts'
import { deriveBlueprint } from '../src/blueprint/derive/derive.ts'
import { detect } from '../src/detectors/index.ts'

// One mini-project a signal, and one that only looks like it. What is expected is a part of what is found.
interface Expected {
  /** Built-in operations and the endpoints that they serve; those of login and register are not repeated. */
  readonly operations?: Record<string, string>
  readonly dialect?: Record<string, unknown>
  readonly auth?: Record<string, unknown>
  readonly tenancy?: Record<string, unknown>
  /** Actions that answer 501, with the reason. */
  readonly pending?: Record<string, string>
  readonly tables?: readonly string[]
  readonly tenantTables?: readonly string[]
  /** Parts of `features.auth` that are needed, with their evidence: these and no others. */
  readonly parts?: Record<string, readonly string[]>
  /** Parts that are said not to be there, with a reason. */
  readonly absent?: readonly string[]
  readonly features?: Record<string, unknown>
}

interface Part {
  readonly needed: boolean
  readonly evidence: readonly { readonly file: string; readonly line: number }[]
  readonly reason?: string
}

const folder = join(import.meta.dirname, 'fixtures', 'identity')
const cases = readdirSync(folder).filter(name => existsSync(join(folder, name, 'expected.json')))

async function read(name: string): Promise<Blueprint> {
  const blueprint = deriveBlueprint([await detect(join(folder, name))], { name: 'sample' })
  blueprintSchema.parse(blueprint)
  return blueprint
}

const usual = new Set(['auth.login', 'auth.register'])

function partsOf({ features }: Blueprint, needed: boolean): [string, Part][] {
  const parts = (features.auth as { parts?: Record<string, Part> }).parts ?? {}
  return Object.entries(parts).filter(([, part]) => part.needed === needed)
}

describe('what a frontend does with people and tenants', () => {
  test.each(cases)('%s', async name => {
    const expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')) as Expected
    const blueprint = await read(name)
    const operations = Object.entries(blueprint.auth?.operations ?? {}).filter(([one]) => !usual.has(one))
    const pending = blueprint.actions.flatMap(action =>
      action.kind === 'pending' ? [[`${action.method} ${action.path}`, action.reason]] : [],
    )
    const places = partsOf(blueprint, true).map(([part, { evidence }]) => [
      part,
      evidence.map(({ file, line }) => `${file}:${line}`),
    ])
    expect(Object.fromEntries(operations)).toEqual(expected.operations ?? {})
    expect(blueprint.dialect).toMatchObject(expected.dialect ?? {})
    expect(blueprint.auth ?? {}).toMatchObject(expected.auth ?? {})
    expect(Object.fromEntries(pending)).toMatchObject(expected.pending ?? {})
    if (expected.tenancy) expect(blueprint.tenancy).toMatchObject(expected.tenancy)
    else expect(blueprint.tenancy).toBeUndefined()
    const owned = blueprint.tables.filter(({ tenant }) => tenant === true).map(table => table.name)
    expect(owned).toEqual(expected.tenantTables ?? [])
    if (expected.tables) expect(blueprint.tables.map(table => table.name)).toEqual(expected.tables)
    expect(Object.fromEntries(places)).toEqual(expected.parts ?? {})
    const absent = partsOf(blueprint, false)
    expect(absent.map(([part]) => part)).toEqual(expect.arrayContaining([...(expected.absent ?? [])]))
    for (const [, { reason, evidence }] of absent)
      expect([reason, evidence.length > 0]).toEqual([expect.any(String), true])
    expect(blueprint.features).toMatchObject(expected.features ?? {})
  })
})
