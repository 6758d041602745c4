import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { generatorErrors } from '../errors.ts'

export interface PrepareOptions {
  /** What has another name now: `old=new` for tables, `table.old=new` for columns, in SQL names. */
  readonly renames?: readonly string[]
  /** Writes a migration that loses or endangers data. Default false: PROJECT_LOSS. */
  readonly allowDataLoss?: boolean
}

/** A project that stands somewhere else for now. */
interface Shown extends PrepareOptions {
  /** How messages call the project. Default: the directory. */
  readonly shownAs?: string
}

/**
 * Writes the migration that the project's schema needs: `migrations/0001_initial.sql` for a new one, nothing where the
 * migrations are complete. It runs in a process of its own, and before `npm install` too: packages that the project
 * does not have yet are those that run this. Throws PROJECT_LOSS, or PROJECT_PREPARE with what was said.
 */
export async function prepare(directory: string, options: Shown = {}): Promise<void> {
  const isFirst = globSync('migrations/*.sql', { cwd: directory }).length === 0
  if (isFirst && !/\bpgTable\b/.test(readSchema(directory))) return
  const { renames = [], allowDataLoss = false, shownAs = directory } = options
  const answers = [...renames.flatMap(each => ['--rename', each]), ...(allowDataLoss ? ['--allow-data-loss'] : [])]
  const migrate = ['migrate', 'new', isFirst ? 'initial' : 'change', '--dir', directory, ...answers]
  const { code, output } = await run([
    ...process.execArgv,
    '--import',
    besides('./resolve'),
    plinthCommand(),
    ...migrate,
  ])
  if (code === 0) return
  const dir = relative('.', shownAs) || '.'
  const said = stripVTControlCharacters(output).replaceAll(directory, shownAs).trim()
  throw (
    lossIn(said, dir) ?? generatorErrors.PROJECT_PREPARE({ dir, reason: said.slice(0, 2000) || `exit code ${code}` })
  )
}

/** What `plinth migrate new` refused to lose, and the renames that it takes for possible. */
function lossIn(said: string, dir: string): Error | undefined {
  const [, losses] = /endangers data: (.+?)\. \[MIGRATION_DATA_LOSS\]/s.exec(said) ?? []
  if (losses === undefined) return undefined
  const [, renames] = /say so: (.+?)\. To go on/s.exec(said) ?? []
  const meant = renames === undefined ? '' : ` (perhaps \`${renames}\`)`
  return generatorErrors.PROJECT_LOSS({ dir, losses: losses.replace(/(^|; )it /g, '$1'), renames: meant })
}

function readSchema(directory: string): string {
  const file = join(directory, 'schema.ts')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** A module of this folder, as it runs: source or built. */
function besides(name: string): string {
  return new URL(`${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url).href
}

function plinthCommand(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('plinth/package.json'))), 'bin', 'plinth.js')
}

function run(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-8000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', code => resolve({ code, output }))
  })
}
