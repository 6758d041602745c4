import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Programs } from '../binary/programs.ts'
import { EmbeddedError, systemCode } from '../errors.ts'
import { runAs } from '../place/account.ts'
import { noteContainer } from '../place/container.ts'
import { handOver, nameFolder, type Place } from '../place/place.ts'
import { makeSocketDirectory, removeSocketDirectory, socketDirectory } from '../place/socket.ts'
import { endOrphans } from './orphans.ts'
import { discardPidFile, lookAtProcess, type PidFile, readPidFile } from './postmaster.ts'
import { startByPgCtl, stopByPgCtl } from './windows.ts'

// Recovery reads max_wal_size at most, seconds; what takes longer is left to finish and adopted by the next start.
const startPatience = 60_000
// Backends of a killed server notice within moments, unless they are busy; those that are left after 5 s are ended.
const orphanPatience = 5_000
const leftoverPatience = 15_000
const stopPatience = 60_000
const logLimit = 10_000_000

/** Starts the server and waits until it takes connections. Tries again while backends of a killed one still run. */
export async function launch(place: Place, programs: Programs): Promise<PidFile> {
  noteContainer(place)
  rotateLog(place)
  const until = Date.now() + leftoverPatience
  for (;;) {
    const from = fs.existsSync(place.log) ? fs.statSync(place.log).size : 0
    const started =
      process.platform === 'win32' ? await launchOnWindows(place, programs) : await launchOnce(place, programs)
    if (started) return started
    const said = readLog(place, from)
    const leftovers = /pre-existing shared memory block|lock file ".*" already exists/.test(said)
    if (!leftovers || Date.now() > until) {
      removeSocketDirectory(place)
      const code = leftovers ? 'EMBEDDED_IN_USE' : 'EMBEDDED_START_FAILED'
      throw new EmbeddedError(code, `PostgreSQL did not start: ${lastWords(said)}`)
    }
    if (Date.now() > until - leftoverPatience + orphanPatience) endOrphans(place.data)
    await pause(50)
    const found = readPidFile(place.data)
    if (found && lookAtProcess(found.pid, place.data) === 'other') discardPidFile(place.data, socketDirectory(place))
  }
}

/** Asks the server to stop (fast: open transactions are rolled back), and waits until its process is gone. */
export async function shutDown(place: Place, pid: number, programs?: Programs): Promise<void> {
  if (process.platform === 'win32' && programs) return stopByPgCtl(place, programs)
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return
    throw error
  }
  const until = Date.now() + stopPatience
  while (lookAtProcess(pid, place.data) === 'server') {
    if (Date.now() > until)
      throw new EmbeddedError('EMBEDDED_STOP_FAILED', `PostgreSQL (process ${pid}) did not stop in 60 s`)
    await pause(5)
  }
  removeSocketDirectory(place)
}

async function launchOnce(place: Place, programs: Programs): Promise<PidFile | undefined> {
  const log = fs.openSync(place.log, 'a', 0o600)
  handOver(place, place.log)
  const { cwd, argument } = nameFolder(place, place.data)
  // Detached, so that Ctrl-C in a terminal reaches only Node, which drains before it stops the database; the log is a file,
  // not a pipe, so that the server outlives a killed Node unharmed.
  const child = spawn(programs.postgres, ['-D', argument, '-k', makeSocketDirectory(place)], {
    ...runAs(place.account),
    cwd,
    env: programs.environment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  fs.closeSync(log)
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', error => {
    fs.appendFileSync(place.log, `${error}\n`)
    ended = true
  })
  child.unref()
  const until = Date.now() + startPatience
  while (!ended) {
    const found = readPidFile(place.data)
    if (found?.pid === child.pid && found?.status === 'ready') return found
    if (Date.now() > until)
      throw new EmbeddedError('EMBEDDED_START_FAILED', 'PostgreSQL is still recovering after 60 s')
    await pause(3)
  }
  return undefined
}

async function launchOnWindows(place: Place, programs: Programs): Promise<PidFile | undefined> {
  await startByPgCtl(place, programs)
  return readPidFile(place.data)
}

function rotateLog(place: Place): void {
  const size = fs.statSync(place.log, { throwIfNoEntry: false })?.size ?? 0
  if (size > logLimit) fs.renameSync(place.log, `${place.log}.1`)
}

function readLog(place: Place, from: number): string {
  return fs.existsSync(place.log) ? fs.readFileSync(place.log).subarray(from).toString('utf8') : ''
}

function lastWords(said: string): string {
  const fatal = said.split('\n').filter(line => /FATAL|PANIC|ERROR/.test(line))
  return fatal.at(-1) ?? said.trim().split('\n').at(-1) ?? 'it said nothing'
}
