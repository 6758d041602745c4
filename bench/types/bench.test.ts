import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { measureTypes, type TypeCost } from './measure.ts'

const file = join(import.meta.dirname, 'pinned.json')
const pinned: { instantiations: number } = JSON.parse(readFileSync(file, 'utf8'))
let one: TypeCost
let many: TypeCost

beforeAll(() => {
  one = measureTypes(1)
  many = measureTypes(200)
})

it('accepts hooks, filters, includes, computed fields and actions of 200 resources', () => {
  expect(one.errors).toBe('')
  expect(many.errors).toBe('')
})

it('makes at most a tenth more instantiations than the committed number', () => {
  expect(many.instantiations - one.instantiations).toBeLessThan(pinned.instantiations * 1.1)
})
