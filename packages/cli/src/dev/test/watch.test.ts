import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { backendFolder, type Folder, fingerprint, frontendFolder } from '../folder.ts'
import { SourceWatcher } from '../watch.ts'

let place: string
let watcher: SourceWatcher
let changes = 0
let seen = Promise.withResolvers<void>()

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'plinth-watch-'))
  for (const folder of ['src/api', 'node_modules/one', '.hidden', 'inner/src'])
    mkdirSync(join(place, folder), { recursive: true })
  write('src/api/one.ts', '1')
})

afterEach(() => {
  watcher?.stop()
  rmSync(place, { recursive: true, force: true })
})

const write = (path: string, text: string) => writeFileSync(join(place, path), text)

function follow(folder: Folder): void {
  changes = 0
  seen = Promise.withResolvers()
  watcher = new SourceWatcher([folder], () => {
    changes += 1
    seen.resolve()
  })
}

/** The next change that is told. */
async function next(): Promise<void> {
  await seen.promise
  seen = Promise.withResolvers()
}

it('tells a burst once, and nothing of packages, builds and other files', async () => {
  follow(frontendFolder(place, [join(place, 'inner')]))
  for (const path of ['node_modules/one/index.js', '.hidden/a.ts', 'src/api/notes.txt', 'inner/src/a.ts'])
    write(path, 'x')
  for (const path of ['src/api/one.ts', 'src/api/two.vue', '.env.local']) write(path, 'x')
  await next()
  expect(changes).toBe(1)
})

it('follows folders that come, go and come again', async () => {
  follow(frontendFolder(place, []))
  mkdirSync(join(place, 'src/new'))
  await next()
  write('src/new/a.ts', 'x')
  await next()
  renameSync(join(place, 'src/new'), join(place, 'away'))
  await next()
  renameSync(join(place, 'away'), join(place, 'src/new'))
  await next()
  write('src/new/a.ts', 'y')
  await next()
  expect(changes).toBeGreaterThanOrEqual(5)
})

it('sees a file that an editor puts in the place of another', async () => {
  follow(frontendFolder(place, []))
  write('src/api/one.ts~', '2')
  renameSync(join(place, 'src/api/one.ts~'), join(place, 'src/api/one.ts'))
  await next()
  expect(changes).toBe(1)
})

it('takes sources for the same until their text changes', () => {
  const folder = backendFolder(place, [])
  const before = fingerprint(folder)
  for (const path of ['src/api/one.ts', 'blueprint.json', 'README.md']) write(path, '1')
  mkdirSync(join(place, 'test'))
  write('test/contract.ts', 'x')
  expect(fingerprint(folder)).toBe(before)
  write('src/api/one.ts', '2')
  const after = fingerprint(folder)
  expect(after).not.toBe(before)
  renameSync(join(place, 'src/api/one.ts'), join(place, 'src/api/two.ts'))
  expect(fingerprint(folder)).not.toBe(after)
  expect(fingerprint(folder)).not.toBe(before)
})
