import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Blueprint } from '../src/blueprint/blueprint.ts'
import { prepare, writeProject } from '../src/generator/index.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** How a program ended, and what it printed. */
export interface Ended {
  status: number | null
  output: string
}

/** A backend that was written, in a folder of its own. */
export interface Written {
  directory: string
  /** Runs Node in it, with these arguments. */
  run: (...args: string[]) => Ended
  typeCheck: () => Ended
  remove: () => void
}

/** Writes a backend inside the repository, so that it finds the packages, and makes it ready to run. */
export async function written(name: string, blueprint: Blueprint): Promise<Written> {
  mkdirSync(join(root, '.plinth'), { recursive: true })
  const directory = mkdtempSync(join(root, '.plinth', `${name}-`))
  await writeProject(directory, blueprint)
  await prepare(directory)
  const run = (...args: string[]): Ended => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=source', ...args], {
      cwd: directory,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, NODE_ENV: 'test' },
    })
    return { status, output: stdout + stderr }
  }
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  return {
    directory,
    run,
    typeCheck: () => run(tsc, '-p', '.', '--customConditions', 'source'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
