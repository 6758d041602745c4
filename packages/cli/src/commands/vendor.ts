import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cliErrors } from './errors.ts'

/** The packages that a generated project carries while none of them is on a registry. */
const packages = ['plinth', '@plinth/embedded', '@plinth/cli'] as const

/** Packs the packages that run this command into `folder`; the names of the tarballs, by package. */
export async function vendorPackages(folder: string): Promise<Readonly<Record<string, string>>> {
  mkdirSync(folder, { recursive: true })
  return Object.fromEntries(packages.map(name => [name, pack(name, folder)]))
}

function pack(name: string, folder: string): string {
  const root = rootOf(name)
  if (!existsSync(join(root, 'dist'))) throw cliErrors.PACKAGE_UNBUILT({ name })
  const npm = spawnSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
  })
  const file = npm.stdout?.trim().split('\n').at(-1)
  if (npm.status !== 0 || !file)
    throw cliErrors.PACKAGE_UNPACKED({ name, reason: (npm.stderr || npm.error?.message || '').slice(0, 300) })
  return file
}

function rootOf(name: string): string {
  return realpathSync(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)))
}
