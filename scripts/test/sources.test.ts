import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const packages = join(import.meta.dirname, '..', '..', 'packages')
const files = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter(
  file => /\/src\/.*\.ts$/.test(file) && !/node_modules|\/dist\/|\/test\/|\.test\.ts$/.test(file),
)
const sources = files.map(file => ({ file, text: readFileSync(join(packages, file), 'utf8') }))

/** Files whose text, without comments, has it. */
const having = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, ''))).map(({ file }) => file)

test('there are sources to look at', () => expect(sources.length).toBeGreaterThan(300))

test('1.3.2 no source turns text into code', () => {
  expect(having(/\beval\(|\bnew Function\(|['"](?:node:)?vm['"]/)).toEqual([])
})

test('1.2.5 no source gives text to a shell', () => {
  expect(having(/\bexec(?:Sync)?\(\s*[`'"]|\bshell: true/)).toEqual([])
})
