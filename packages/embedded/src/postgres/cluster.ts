import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Programs } from '../binary/programs.ts'
import { EmbeddedError } from '../errors.ts'
import { isRoot, runAs } from '../place/account.ts'
import { nameFolder, type Place } from '../place/place.ts'
import { writeSettings } from './settings.ts'
import { passwordFile } from './windows.ts'

const run = promisify(execFile)

// The built-in C.UTF-8 needs no locale of the system and sorts by code point: an order that no update of glibc or ICU
// changes under an index. Where people read a list, COLLATE "sv-x-icu" and its like are there.
const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']

/** The data directory's major version, `18`, or undefined when there is none yet. */
export function dataVersion(place: Place): string | undefined {
  const file = path.join(place.data, 'PG_VERSION')
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8').trim()
  if (fs.existsSync(place.data) && fs.readdirSync(place.data).length > 0) {
    throw new EmbeddedError('EMBEDDED_DIRECTORY', `${place.data} holds files, but no PostgreSQL data`)
  }
  return undefined
}

/** Makes the data directory beside its place and renames it, so that a half-made one is never taken for data. */
export async function makeCluster(place: Place, programs: Programs): Promise<void> {
  removeHalfMade(place)
  const fresh = path.join(place.directory, `init-${process.pid}`)
  fs.mkdirSync(fresh, { mode: 0o700 })
  if (isRoot && place.account) fs.chownSync(fresh, place.account.uid, place.account.gid)
  const { cwd, argument } = nameFolder(place, fresh)
  const windows = process.platform === 'win32'
  const logins = windows
    ? ['--auth=scram-sha-256', `--pwfile=${passwordFile(place)}`]
    : ['--auth-local=peer', '--auth-host=reject']
  const words = ['-D', argument, '-U', 'postgres', ...locale, ...logins, '--wal-segsize=4', '--no-instructions']
  try {
    await run(programs.initdb, words, { ...runAs(place.account), cwd, env: programs.environment })
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw new EmbeddedError('EMBEDDED_START_FAILED', `initdb failed: ${said}`, { cause })
  }
  writeSettings(place, fresh)
  fs.renameSync(fresh, place.data)
  syncFolder(place.directory)
}

function removeHalfMade(place: Place): void {
  for (const name of fs.readdirSync(place.directory)) {
    if (name.startsWith('init-')) fs.rmSync(path.join(place.directory, name), { recursive: true, force: true })
  }
}

/** A rename is on the disk only when the folder is. Windows cannot open folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}
