import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { EmbeddedError, systemCode } from '../errors.ts'
import { isRoot } from './account.ts'
import type { Place } from './place.ts'

// sun_path is 108 bytes on Linux and 104 on macOS, with the closing zero; `/.s.PGSQL.5432` takes 14 of them.
const longest = (process.platform === 'linux' ? 107 : 103) - 14

/**
 * Names the socket directory of a place. It lies in the temporary folder, because a project's own path is often too
 * long for a socket; the same place gets the same name from every process of the account.
 */
export function socketDirectory(place: Place): string {
  const hash = createHash('sha256').update(place.data).digest('hex').slice(0, 12)
  const name = `plinth-${place.account?.uid ?? 0}-${hash}`
  const inTemporary = path.join(os.tmpdir(), name)
  return Buffer.byteLength(inTemporary) <= longest ? inTemporary : path.join('/tmp', name)
}

/** Makes the socket directory, closed to all others. One that exists must be ours: the temporary folder is everybody's. */
export function makeSocketDirectory(place: Place): string {
  const folder = socketDirectory(place)
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
    if (isRoot && place.account) fs.lchownSync(folder, place.account.uid, place.account.gid)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
    const found = fs.lstatSync(folder)
    if (!found.isDirectory() || found.uid !== place.account?.uid || (found.mode & 0o077) !== 0) {
      throw new EmbeddedError(
        'EMBEDDED_DIRECTORY',
        `the socket directory ${folder} is somebody else's, or open to others`,
      )
    }
  }
  return folder
}

/** Leaves nothing in the temporary folder after a stop. Does nothing when the folder is in use, or gone. */
export function removeSocketDirectory(place: Place): void {
  try {
    fs.rmdirSync(socketDirectory(place))
  } catch {
    // Harmless: the next start takes the folder as it is.
  }
}
