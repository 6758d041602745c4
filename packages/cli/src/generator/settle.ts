import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Blueprint } from '../blueprint/blueprint.ts'
import type { PlanOptions } from './plan.ts'
import { type PrepareOptions, prepare } from './prepare/prepare.ts'
import { replace, unwritable } from './replace.ts'
import { isSettled, keepSettled } from './settled.ts'
import { planProject, type Written, write } from './write.ts'

/** What else is known of the project, and the answers to what a migration cannot know. */
export type SettleOptions = Omit<PlanOptions, 'existing'> & PrepareOptions

/** What became of the files, and the migrations that came with them. */
export interface Settled extends Written {
  readonly migrations: readonly string[]
}

/**
 * Writes the project of a blueprint together with the migration that its schema needs: both, or neither. It is tried in
 * a copy first, so a migration that is refused (PROJECT_LOSS, PROJECT_PREPARE) leaves the project as it was, and the
 * next call tries again. What a killed process had begun to take over is taken over first.
 */
export async function settleProject(
  directory: string,
  blueprint: Blueprint,
  options: SettleOptions = {},
): Promise<Settled> {
  const draft = join(directory, '.plinth', 'draft')
  if (existsSync(join(draft, ready))) takeMigrations(draft, directory)
  const changes = planProject(directory, blueprint, options)
  if (changes.every(({ kind }) => kind === 'keep') && isSettled(directory)) {
    const kept = changes.flatMap(({ path, changedByHand }) => (changedByHand === true ? [path] : []))
    return { written: [], kept, left: [], migrations: [] }
  }
  try {
    copyProject(directory, draft)
    write(draft, changes)
    await prepare(draft, { ...options, shownAs: directory })
    writeFileSync(join(draft, ready), '')
    const migrations = takeMigrations(draft, directory)
    const written = write(directory, changes)
    keepSettled(directory)
    return { ...written, migrations }
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Stands in a draft whose migration is complete. */
const ready = join('.plinth', 'ready')

/** Too large, or no part of what a migration is made from. */
const aside = new Set(['.git', '.plinth', 'dist', 'node_modules', 'test', 'vendor'])

/** The project as it is, with what the generator knows of it. Its packages are found from inside of it too. */
function copyProject(directory: string, draft: string): void {
  const ledger = join('.plinth', 'generated.json')
  try {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(join(draft, '.plinth'), { recursive: true })
    for (const name of readdirSync(directory).filter(each => !aside.has(each)))
      cpSync(join(directory, name), join(draft, name), { recursive: true })
    if (existsSync(join(directory, ledger))) cpSync(join(directory, ledger), join(draft, ledger))
  } catch (cause) {
    throw unwritable(draft, cause)
  }
}

/** Migrations first, what they add up to last: a process that is killed between the two has lost nothing. */
function takeMigrations(draft: string, directory: string): string[] {
  const names = existsSync(join(draft, 'migrations')) ? readdirSync(join(draft, 'migrations')).sort() : []
  const isSql = (name: string): boolean => name.endsWith('.sql')
  const fresh = names.filter(name => isSql(name) && !existsSync(join(directory, 'migrations', name)))
  for (const name of [...fresh, ...names.filter(each => !isSql(each))])
    replace(join(directory, 'migrations', name), readFileSync(join(draft, 'migrations', name), 'utf8'))
  return fresh.map(name => `migrations/${name}`)
}
