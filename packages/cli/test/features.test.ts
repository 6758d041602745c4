import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Blueprint } from '../src/blueprint/blueprint.ts'
import { deriveBlueprint } from '../src/blueprint/derive/derive.ts'
import { detect } from '../src/detectors/index.ts'

/** What a person says of a project: the features that it needs, and those that somebody could take it to need. */
interface Expected {
  readonly needed: readonly string[]
  readonly doubted: readonly string[]
}

const FOLDER = new URL('./fixtures/features/', import.meta.url)

async function featuresOf(name: string): Promise<Blueprint['features']> {
  return deriveBlueprint([await detect(new URL(name, FOLDER).pathname)], { name: 'features' }).features
}

function namesOf(features: Blueprint['features'], test: (one: Blueprint['features']['auth']) => boolean): string[] {
  return Object.entries(features)
    .filter(([, one]) => test(one))
    .map(([name]) => name)
    .sort()
}

describe('all nine features are told as a person tells them', () => {
  for (const name of readdirSync(FOLDER).sort()) {
    test(name, async () => {
      const { needed, doubted }: Expected = JSON.parse(readFileSync(new URL(`${name}/expected.json`, FOLDER), 'utf8'))
      const features = await featuresOf(name)
      expect(namesOf(features, one => one.needed)).toEqual([...needed].sort())
      expect(namesOf(features, one => one.needed && one.evidence.length === 0)).toEqual([])
      const found = namesOf(features, one => !one.needed && one.evidence.length > 0)
      expect(doubted.filter(one => !found.includes(one))).toEqual([])
    })
  }
})

test('a no that somebody may doubt has a reason, and a no that nobody doubts has none', async () => {
  const { search, pagination, payments } = await featuresOf('search-and-pages-in-browser')
  expect(search).toMatchObject({ needed: false, reason: expect.stringContaining('in the browser') })
  expect(pagination).toMatchObject({ needed: false, reason: expect.stringContaining('loaded whole') })
  expect(payments).toEqual({ needed: false, evidence: [] })
})
