import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const packages = ['plinth', 'embedded', 'cli']
const quietly = ['--prefer-offline', '--no-audit', '--no-fund']

/**
 * As in a shell of somebody who has Node 24 and npm, and nothing of this repository. The machine's own settings of npm stay:
 * npm looks for them beside the node that runs it, and ours is not where they are.
 */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(?!config_(registry|globalconfig|userconfig)$)|VITEST|NODE_|INIT_CWD)/i.test(name),
    ),
  ),
  PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
}

let place: string
const folder = (name: string): string => join(place, name)
const inFolder = (name: string, command: string, ...args: readonly string[]) =>
  run(command, [...args], { cwd: folder(name), env, encoding: 'utf8' })

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'plinth-pack-'))
  await run(process.execPath, [join(root, 'scripts', 'build.js')])
  mkdirSync(folder('tarballs'))
  for (const name of packages) {
    const cwd = join(root, 'packages', name)
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder('tarballs')], { cwd, env })
    mkdirSync(folder(`unpacked/${name}`), { recursive: true })
    await run('tar', ['-xzf', join(folder('tarballs'), stdout.trim()), '-C', folder(`unpacked/${name}`)])
  }
  mkdirSync(folder('empty'))
  writeFileSync(join(folder('empty'), 'package.json'), '{ "private": true }\n')
  const tarballs = readdirSync(folder('tarballs')).map(name => join(folder('tarballs'), name))
  await inFolder('empty', 'npm', 'install', ...quietly, ...tarballs)
}, 120_000)

afterAll(() => rmSync(place, { recursive: true, force: true }))

describe.each(packages)('the tarball of %s', name => {
  const inside = (...path: string[]): string => join(folder(`unpacked/${name}`), 'package', ...path)
  const manifest = () => JSON.parse(readFileSync(inside('package.json'), 'utf8'))

  it('holds what is built and the licence, no sources and no tests', () => {
    const files = readdirSync(inside(), { recursive: true, encoding: 'utf8' })
    expect(files).toContain('LICENSE')
    expect(files.filter(file => /(^|\/)(src|test|fixtures)(\/|$)|\.test\.|[^d]\.ts$/.test(file))).toEqual([])
  })

  it('has every target of its exports and commands, code and declarations', () => {
    const { exports, bin = {} } = manifest() as { exports: Record<string, unknown>; bin?: Record<string, string> }
    // `source` is for this repository, where sources run unbuilt.
    const targets = Object.values(exports).flatMap(target =>
      typeof target === 'string'
        ? [target]
        : Object.entries(target as object).flatMap(([key, path]) => (key === 'source' ? [] : [path as string])),
    )
    expect([...targets, ...Object.values(bin)].filter(target => !existsSync(inside(target)))).toEqual([])
  })

  it('imports only what it declares', () => {
    const { name: own, dependencies = {}, peerDependencies = {}, optionalDependencies = {} } = manifest()
    const declared = new Set([own, ...[dependencies, peerDependencies, optionalDependencies].flatMap(Object.keys)])
    const code = readdirSync(inside('dist'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.js'))
    const imported = code.flatMap(file => importsOf(readFileSync(inside('dist', file), 'utf8')))
    expect([...new Set(imported)].filter(one => !declared.has(one))).toEqual([])
  })
})

/** Names of the packages that a module imports. */
function importsOf(code: string): string[] {
  const statement = /^(?:import|export) .*? from '([^']+)';$|^import '([^']+)';$|\bimport\('([^']+)'\)/gm
  const specifiers = [...code.matchAll(statement)].map(([, from, effect, dynamic]) => from ?? effect ?? dynamic ?? '')
  return specifiers
    .filter(name => !name.startsWith('.') && !name.startsWith('node:'))
    .map(name => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
}

it('packs a command that runs where nothing else is', async () => {
  const { stdout } = await inFolder('empty', 'npx', '--no-install', 'plinth', '--help')
  for (const verb of ['run', 'detect', 'new', 'check', 'dev', 'start', 'migrate', 'seed', 'config'])
    expect(stdout).toContain(`  ${verb} `)
}, 30_000)

it('packs what writes a project that installs, type-checks and passes its own tests', async () => {
  const frontend = join(root, 'examples', 'storefront', 'frontend')
  cpSync(frontend, join(folder('empty'), 'frontend'), {
    recursive: true,
    filter: path => !/\/(node_modules|dist)$/.test(path),
  })
  const written = await inFolder('empty', 'npx', '--no-install', 'plinth', 'new', 'shop', '--from', 'frontend')
  expect(written.stdout).toMatch(/wrote \d+ files to shop/)
  await inFolder('empty/shop', 'npm', 'install', ...quietly)
  await inFolder('empty/shop', 'npm', 'run', 'check')
  const { stdout } = await inFolder('empty/shop', 'npm', 'test')
  expect(stdout).toMatch(/\bpass [1-9]\d*$/m)
  expect(stdout).toMatch(/\bfail 0$/m)
}, 90_000)

it('packs declarations that mean something: a wrong field is an error, and none is in the packages', async () => {
  const shop = folder('empty/shop')
  writeFileSync(
    join(shop, 'mistake.ts'),
    "import { resource } from 'plinth'\nimport { orders } from './schema.ts'\n" +
      "export default resource(orders, { sort: ['nothing'], before: { update: ({ row }) => ({ note: row.nowhere }) } })\n",
  )
  const checked = await inFolder('empty/shop', 'npx', 'tsc', '-p', '.', '--skipLibCheck', 'false').catch(error => error)
  rmSync(join(shop, 'mistake.ts'))
  const lines: string[] = checked.stdout.split('\n')
  expect(lines.filter(line => line.startsWith('mistake.ts'))).toEqual([
    expect.stringContaining(`'"nothing"' is not assignable`),
    expect.stringContaining(`'nowhere' does not exist`),
  ])
  // No declarations of `pg` come along: only inner files name it.
  const ours = lines.filter(line => /^node_modules\/(plinth|@plinth)\//.test(line) && !line.includes("module 'pg'"))
  expect(ours).toEqual([])
}, 60_000)
