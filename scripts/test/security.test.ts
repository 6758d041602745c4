import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const id = /\b\d{1,2}\.\d{1,2}\.\d{1,2}\b/g

/** Ids in the titles of tests: the text between the first quotes after `it(`, `test(` or `describe(`, and of their tables. */
function tested(): Set<string> {
  const files = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' })
  const tests = files.filter(file => file.endsWith('.test.ts') && !file.includes('node_modules'))
  const texts = tests.map(file => readFileSync(join(root, 'packages', file), 'utf8'))
  const titles = texts.flatMap(
    text => text.match(/\b(?:it|test|describe)(?:\.\w+)?\((?:[^'"`]|\n)*?(['"`]).*?\1/g) ?? [],
  )
  const each = texts.flatMap(text => text.match(/\)\((['"`]).*?\1/g) ?? [])
  const keys = texts.flatMap(text => text.match(/^\s+'\d[^']*':/gm) ?? [])
  return new Set([...titles, ...each, ...keys].flatMap(title => title.match(id) ?? []))
}

test('every ASVS id that docs/security.md names stands in the title of a test', () => {
  const known = tested()
  const named = new Set(readFileSync(join(root, 'docs', 'security.md'), 'utf8').match(id) ?? [])
  expect(named.size).toBeGreaterThan(40)
  expect([...named].filter(each => !known.has(each))).toEqual([])
})
