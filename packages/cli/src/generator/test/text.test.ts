import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readBlueprint } from '../check/check.ts'
import { writeProject } from '../write.ts'
import { awkward } from './awkward.ts'
import { makePlace, run } from './place.ts'

const root = join(import.meta.dirname, '../../../../..')
// Whole programs run here: a database that starts, a type check.
vi.setConfig({ testTimeout: 90_000 })

const place = makePlace()
const projects = ['awkward', 'storefront', 'blog']

beforeAll(async () => {
  const blueprintIn = (folder: string) =>
    readBlueprint(JSON.parse(readFileSync(join(root, 'examples', folder, 'blueprint.json'), 'utf8')))
  await writeProject(join(place.folder, 'awkward'), awkward)
  await writeProject(join(place.folder, 'storefront'), blueprintIn('storefront/backend'))
  await writeProject(join(place.folder, 'blog'), blueprintIn('blog'))
  const biome = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
  writeFileSync(
    join(place.folder, 'biome.json'),
    JSON.stringify({ ...biome, $schema: undefined, vcs: undefined, files: undefined }),
  )
})

afterAll(() => place.remove())

it('is formatted and sorted as Biome would, so that nobody’s first commit is noise', async () => {
  const { output } = await run(
    'biome',
    ['check', '--max-diagnostics=none', '--reporter=summary', ...projects],
    place.folder,
  )
  expect(output).toMatch(/Checked \d\d+ files in \S+ No fixes applied\.\s*$/)
})

it.each(projects)('passes the strictest type check: %s', async name => {
  const folder = join(place.folder, name)
  const config = JSON.parse(readFileSync(join(folder, 'tsconfig.json'), 'utf8'))
  // Here the packages are sources; a project has them built.
  const compilerOptions = { ...config.compilerOptions, customConditions: ['source'] }
  writeFileSync(join(folder, 'tsconfig.source.json'), JSON.stringify({ ...config, compilerOptions }))
  const { output } = await run('tsc', ['-p', 'tsconfig.source.json'], folder)
  const own = output.split('\n').filter(line => /^[^.\s/][^(]*\.ts\(/.test(line))
  expect(own).toEqual([])
})
