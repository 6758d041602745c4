import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const packages = new URL('../../packages/', import.meta.url).pathname

/** Frontends that detection was developed on. The figure that counts is taken on others, so that nothing may know these. */
const frontends = [
  /gothinkster/i,
  /realworld-example-app/i,
  /gotify/i,
  /idurar/i,
  /casdoor/i,
  /anything-?llm/i,
  /mintplex/i,
  /flagsmith/i,
  /listmonk/i,
  /mutoe/i,
  /filebrowser/i,
  /\bpaisa\b/i,
  /traduora/i,
  /pi-?hole/i,
  /\bwled\b/i,
  /cronicle/i,
]
const LABELS = /(?:^|\/)test\/labels\/|\/node_modules\/|\/dist\//

test('no name of a frontend that detection was developed on stands in the packages, but in its labels', () => {
  const paths = readdirSync(packages, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !LABELS.test(path))
  const named = paths.filter(path => {
    const text = readFileSync(path, 'utf8')
    return frontends.some(name => name.test(relative(packages, path)) || name.test(text))
  })
  expect(paths.length).toBeGreaterThan(500)
  expect(named).toEqual([])
})
