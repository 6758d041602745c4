import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatorErrors } from '../errors.ts'

/**
 * Writes the migration that the project's schema needs: `migrations/0001_initial.sql` for a new one, nothing where the
 * migrations are complete. It runs in a process of its own, and before `npm install` too: packages that the project
 * does not have yet are those that run this.
 */
export async function prepare(directory: string): Promise<void> {
  if (!/\bpgTable\b/.test(readSchema(directory))) return
  const name = globSync('migrations/*.sql', { cwd: directory }).length === 0 ? 'initial' : 'change'
  const flags = [...process.execArgv, '--import', besides('./resolve')]
  const { code, output } = await run([...flags, plinthCommand(), 'migrate', 'new', name, '--dir', directory])
  if (code !== 0)
    throw generatorErrors.PROJECT_PREPARE({
      dir: directory,
      reason: output.trim().slice(0, 2000) || `exit code ${code}`,
    })
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
