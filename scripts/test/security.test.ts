import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const id = /\b\d{1,2}\.\d{1,2}\.\d{1,2}\b/g

/** Ids in the titles of tests: the text between the first quotes after `it(`, `test(` or `describe(`, and of their tables. */
function tested(): Set<string> {
  const folders = ['packages', 'scripts', 'examples'].map(name => join(root, name))
  const files = folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)),
  )
  const tests = files.filter(file => file.endsWith('.test.ts') && !file.includes('node_modules'))
  const texts = tests.map(file => readFileSync(file, 'utf8'))
  const titles = texts.flatMap(
    text => text.match(/\b(?:it|test|describe)(?:\.\w+)?\((?:[^'"`]|\n)*?(['"`]).*?\1/g) ?? [],
  )
  const each = texts.flatMap(text => text.match(/\)\((['"`]).*?\1/g) ?? [])
  const keys = texts.flatMap(text => text.match(/^\s+'\d[^']*':/gm) ?? [])
  return new Set([...titles, ...each, ...keys].flatMap(title => title.match(id) ?? []))
}

const [promised = '', waiting = ''] = readFileSync(join(root, 'docs', 'security.md'), 'utf8').split('## Waits for')

test('every ASVS id that docs/security.md promises stands in the title of a test', () => {
  const known = tested()
  const named = new Set(promised.match(id) ?? [])
  expect(named.size).toBeGreaterThan(60)
  expect([...named].filter(each => !known.has(each))).toEqual([])
})

test('what waits is not tested yet: it moves up when it is', () => {
  const known = tested()
  expect((waiting.match(id) ?? []).filter(each => known.has(each))).toEqual([])
})
