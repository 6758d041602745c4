import fs from 'node:fs'
import path from 'node:path'
import { EmbeddedError } from '../errors.ts'
import { type Account, canEnter, chooseAccount, isRoot, nearest } from './account.ts'

/** One embedded server's folder, and the files in it. */
export interface Place {
  readonly directory: string
  /** PostgreSQL's own data directory, mode 0700, owned by `account`. */
  readonly data: string
  readonly log: string
  /** Locked while somebody starts or stops the server. */
  readonly lock: string
  /** Locked, shared, by each process that uses the server, for as long as it lives. */
  readonly users: string
  /** Names the container in which the server was started. */
  readonly startedIn: string
  /** Links to shared libraries, see `libraries.ts`. */
  readonly libraries: string
  readonly account: Account | undefined
  /** True when a parent folder is closed to the account: root's project below a folder of mode 0700. */
  readonly hidden: boolean
  /** Tells the caller what is being done. */
  readonly say: (line: string) => void
}

/** Makes the folder if need be, and decides who runs the server in it. */
export function openPlace(given: string, say: (line: string) => void): Place {
  const wanted = path.resolve(given)
  const account = chooseAccount(wanted, path.join(wanted, 'data'))
  try {
    makeFolder(wanted)
    fs.accessSync(wanted, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
  } catch (cause) {
    throw new EmbeddedError('EMBEDDED_DIRECTORY', `cannot write in ${wanted}`, { cause })
  }
  const directory = fs.realpathSync(wanted)
  const hidden = !canEnter(directory, account)
  if (hidden && process.platform !== 'linux') {
    throw new EmbeddedError('EMBEDDED_DIRECTORY', `user ${account?.name} cannot enter ${directory}`)
  }
  const file = (name: string) => path.join(directory, name)
  return {
    directory,
    data: file('data'),
    log: file('postgres.log'),
    lock: file('lock'),
    users: file('users'),
    startedIn: file('started-in'),
    libraries: file('libraries'),
    account,
    hidden,
    say,
  }
}

/** New folders belong to whoever owns the folder above them: root must not leave root's folders in somebody's project. */
function makeFolder(folder: string): void {
  const owner = fs.statSync(nearest(folder))
  const first = fs.mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (first === undefined || !isRoot) return
  for (let at = folder; at.length >= first.length; at = path.dirname(at)) fs.chownSync(at, owner.uid, owner.gid)
}

/**
 * Closes a file to others, who could hold a lock by reading it, and gives what root made to the owner of the folder, who
 * may come along without root later.
 */
export function handOver(place: Place, file: string): void {
  fs.chmodSync(file, 0o600)
  if (!isRoot) return
  const { uid, gid } = fs.statSync(place.directory)
  fs.lchownSync(file, uid, gid)
}

/**
 * Replaces a file inside the data directory. The folder is the account's and we may be root, so a link that waits there
 * must not be followed: a new file is made, given away by its descriptor, and renamed over the old one.
 */
export function replaceFile(place: Place, file: string, text: string): void {
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return
  const fresh = `${file}.new`
  fs.rmSync(fresh, { force: true })
  const handle = fs.openSync(fresh, 'wx', 0o600)
  try {
    fs.writeSync(handle, text)
    if (isRoot && place.account) fs.fchownSync(handle, place.account.uid, place.account.gid)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
  fs.renameSync(fresh, file)
}

/**
 * How to name a folder to one of PostgreSQL's programs. In a hidden place the program starts in the folder (the change of
 * folder happens while the child is still root) and knows it by the kernel's link, which no parent folder can close.
 */
export function nameFolder(place: Place, folder: string): { cwd: string; argument: string } {
  return { cwd: folder, argument: place.hidden ? '/proc/self/cwd' : folder }
}
