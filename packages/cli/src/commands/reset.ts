import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cliErrors } from './errors.ts'

/** What belongs together: rows, and the migrations that made their tables. */
const parts = [join('.plinth', 'postgres'), 'migrations']

/**
 * Moves the database of a project's own and its migrations to `<directory>.old-<time>`, so that the next start begins
 * anew. Nothing is deleted. Returns that folder; undefined where there was neither. Throws RESET_BUSY while somebody
 * uses the database.
 */
export async function moveAside(directory: string): Promise<string | undefined> {
  const there = parts.filter(part => existsSync(join(directory, part)))
  if (there.length === 0) return undefined
  if (there.some(part => part.endsWith('postgres'))) await endDatabase(directory)
  const target = `${directory}.old-${new Date().toISOString().replace(/[:.]/g, '-')}`
  for (const part of there) {
    mkdirSync(dirname(join(target, part)), { recursive: true })
    renameSync(join(directory, part), join(target, part))
  }
  return target
}

/** A server that outlived its process is taken over and stopped; one that somebody uses stays. */
async function endDatabase(directory: string): Promise<void> {
  const { startEmbedded } = await import('@plinth/embedded')
  const left = await startEmbedded({ directory: join(directory, '.plinth', 'postgres') })
    .then(server => server.stop())
    .catch(error => (error.code === 'EMBEDDED_IN_USE' ? 'left running' : 'stopped'))
  if (left === 'left running') throw cliErrors.RESET_BUSY({ folder: directory })
}
