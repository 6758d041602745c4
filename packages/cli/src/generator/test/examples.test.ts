import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBlueprint } from '../check/check.ts'
import { plan } from '../plan.ts'

const examples = join(import.meta.dirname, '../../../../../examples')

/** The backends that were written by hand, before there was a generator. */
describe.each(['storefront/backend', 'blog'])('the backend in examples/%s', folder => {
  const root = join(examples, folder)
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const files = new Map(plan(readBlueprint(JSON.parse(read('blueprint.json')))).map(({ path, text }) => [path, text]))
  const written = globSync(['*.ts', 'modules/**/*.ts', 'seeds/*.ts', 'test/contract.ts'], { cwd: root }).map(path =>
    path.replaceAll('\\', '/'),
  )

  it('is all that is written, and nothing else', () => {
    // The tests of this repository run in Vitest, those of a project in Node's own runner.
    const planned = [...files.keys()].filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    expect(planned.sort()).toEqual(written.sort())
  })

  it.each([...written, 'blueprint.json'])('has the same text in %s', path => {
    expect(files.get(path)).toBe(read(path))
  })
})
