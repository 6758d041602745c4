import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The folder `.plinth` of a project: what Plinth keeps when nothing else is configured. Only development, tests and
 * one small machine use it.
 */
export function placeOf(project: string): string {
  const place = join(project, '.plinth')
  mkdirSync(place, { recursive: true })
  return place
}

/** The secret of this place: made once, 48 random bytes, readable by its owner alone. */
export function keptSecret(place: string): string {
  const file = join(place, 'auth-secret')
  try {
    const descriptor = openSync(file, 'wx', 0o600)
    writeSync(descriptor, randomBytes(48).toString('base64url'))
    closeSync(descriptor)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8')
}
