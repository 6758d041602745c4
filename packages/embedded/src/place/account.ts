import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { EmbeddedError } from '../errors.ts'

/** The operating system's user that the server runs as. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const windows = process.platform === 'win32'

/** True where processes can be started as somebody else. */
export const isRoot = process.getuid?.() === 0

/**
 * Chooses who runs the server. PostgreSQL refuses root, so root picks the owner of the data, else of the nearest folder
 * that exists, else `postgres`, `node` or `nobody`. Users are never created. Undefined on Windows.
 */
export function chooseAccount(directory: string, data: string): Account | undefined {
  if (windows) return undefined
  const owner = ownerOf(data)
  if (!isRoot) return ownAccount(directory, owner)
  if (owner?.uid === 0)
    throw new EmbeddedError('EMBEDDED_DIRECTORY', `${data} belongs to root, which PostgreSQL refuses`)
  if (owner) return findAccount(row => row.uid === owner.uid) ?? { ...owner, name: String(owner.uid) }
  const above = ownerOf(nearest(directory))
  const names = ['postgres', 'node', 'nobody']
  const found = [
    findAccount(row => row.uid !== 0 && row.uid === above?.uid),
    ...names.map(name => findAccount(row => row.name === name)),
  ].find(account => account !== undefined)
  if (found) return found
  throw new EmbeddedError(
    'EMBEDDED_NO_USER',
    'PostgreSQL refuses to run as root, and there is no user postgres, node or nobody',
  )
}

/** What `spawn` needs to run a program as this account; nothing unless this process is root. */
export function runAs(account: Account | undefined): { uid?: number; gid?: number } {
  return isRoot && account ? { uid: account.uid, gid: account.gid } : {}
}

/**
 * Whether the account may walk into a folder. Reads mode bits only, so an access list that opens a folder is not seen:
 * the answer is then a needless detour, never a failure.
 */
export function canEnter(folder: string, account: Account | undefined): boolean {
  if (!isRoot || !account) return true
  for (let at = fs.realpathSync(folder); ; at = path.dirname(at)) {
    const { uid, gid, mode } = fs.statSync(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (at === path.dirname(at)) return true
  }
}

/** The nearest folder that exists, from this one upwards. */
export function nearest(folder: string): string {
  let at = folder
  while (!fs.existsSync(at) && at !== path.dirname(at)) at = path.dirname(at)
  return at
}

function ownAccount(directory: string, owner: { uid: number } | undefined): Account {
  const uid = process.getuid?.()
  if (owner && owner.uid !== uid) {
    throw new EmbeddedError(
      'EMBEDDED_DIRECTORY',
      `the data in ${directory} belongs to user ${owner.uid}, this is user ${uid}`,
    )
  }
  try {
    const { username, uid, gid } = os.userInfo()
    return { name: username, uid, gid }
  } catch (cause) {
    // Neither initdb nor peer login works for a user id without a name, as with `docker run --user 1234`.
    throw new EmbeddedError('EMBEDDED_NO_USER', `user id ${uid} has no name on this system`, { cause })
  }
}

function ownerOf(file: string): { uid: number; gid: number } | undefined {
  try {
    const { uid, gid } = fs.statSync(file)
    return { uid, gid }
  } catch {
    return undefined
  }
}

function findAccount(wanted: (row: Account) => boolean): Account | undefined {
  if (!fs.existsSync('/etc/passwd')) return undefined
  return fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .find(row => row.uid > 0 && wanted(row))
}
