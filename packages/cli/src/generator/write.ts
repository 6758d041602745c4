import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { generatorErrors } from './errors.ts'
import { jsonText } from './json.ts'
import { changeOf, type FileChange, type PlanOptions, plan } from './plan.ts'
import { replace, unwritable } from './replace.ts'
import { hashOf, type ProjectState, standing } from './state.ts'

/** What became of the files, by path. */
export interface Written {
  readonly written: readonly string[]
  /** Left alone because they were changed by hand. */
  readonly kept: readonly string[]
  /** Written for an earlier blueprint, and no longer part of the project. They are left alone too. */
  readonly left: readonly string[]
}

const ledger = '.plinth/generated.json'

/**
 * Plans and writes the project of a blueprint into a folder, which is made where it is missing. It writes no migration:
 * `settleProject` does both.
 */
export async function writeProject(
  directory: string,
  blueprint: Blueprint,
  options: Omit<PlanOptions, 'existing'> = {},
): Promise<Written> {
  return write(directory, planProject(directory, blueprint, options))
}

/** The files of the project of a blueprint, as they stand to what is in the folder now. */
export function planProject(
  directory: string,
  blueprint: Blueprint,
  options: Omit<PlanOptions, 'existing'> = {},
): FileChange[] {
  const files = plan(blueprint, options)
  const existing = readProject(
    directory,
    files.map(({ path }) => path),
  )
  return files.map(file => changeOf(file, existing))
}

/** Reads what the planner has to know of a folder: hashes of the files at `paths`, and those of the last time. */
export function readProject(directory: string, paths: readonly string[]): ProjectState {
  const files = paths.flatMap(path => {
    const text = textOf(join(directory, path))
    return text === undefined ? [] : [[path, hashOf(text)] as const]
  })
  return { files: Object.fromEntries(files), generated: readLedger(directory) }
}

/**
 * Writes the changes. Each file is replaced at once, never left half written. A file that is not as the generator left
 * it is not touched, whatever the plan says. Throws PROJECT_PATH for a path that leads out of the folder.
 */
export function write(directory: string, changes: readonly FileChange[]): Written {
  const generated = readLedger(directory)
  const written: string[] = []
  const kept: string[] = []
  const next: Record<string, string> = {}
  mkdirSync(directory, { recursive: true })
  for (const { path, text } of changes) {
    const target = targetOf(directory, path)
    const now = textOf(target)
    const hash = hashOf(text)
    const state = { files: now === undefined ? {} : { [path]: hashOf(now) }, generated }
    const stands = standing(path, hash, state)
    if (stands === 'foreign') kept.push(path)
    if (stands === 'absent' || stands === 'ours') {
      replace(target, text)
      written.push(path)
    }
    const last = generated[path]
    if (stands !== 'foreign') next[path] = hash
    else if (last !== undefined) next[path] = last
  }
  const left = Object.keys(generated).filter(
    path => !Object.hasOwn(next, path) && existsSync(join(directory, path)) && !kept.includes(path),
  )
  replace(
    targetOf(directory, ledger),
    jsonText({ ...Object.fromEntries(left.map(path => [path, generated[path]])), ...next }),
  )
  return { written, kept, left }
}

function readLedger(directory: string): Readonly<Record<string, string>> {
  const text = textOf(join(directory, ledger))
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {}
  } catch {
    // Without the hashes every file counts as changed by hand, and nothing is lost.
    return {}
  }
}

/** The place of a path, with its folders made. A link that leads out of the project is not followed. */
function targetOf(directory: string, path: string): string {
  const root = realpathSync(directory)
  const target = resolve(root, path)
  if (!target.startsWith(root + sep) || path.split(/[\\/]/).includes('..')) throw generatorErrors.PROJECT_PATH({ path })
  for (let folder = dirname(target); folder.length > root.length; folder = dirname(folder)) {
    if (existsSync(folder) && !`${realpathSync(folder)}${sep}`.startsWith(root + sep))
      throw generatorErrors.PROJECT_PATH({ path })
  }
  return target
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined
    throw unwritable(file, cause)
  }
}
