import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { systemCode } from '../errors.ts'

/** What a running server says of itself in `postmaster.pid`. */
export interface PidFile {
  readonly pid: number
  readonly port: number
  /** Socket directory. Empty on Windows. */
  readonly socket: string
  /** `starting`, `ready`, `stopping`; empty before the server wrote it. */
  readonly status: string
  /** The lines that never change while it runs: they identify the server. */
  readonly identity: string
}

/** Reads the server's pid file. Undefined when there is none, or when its first lines are not written yet. */
export function readPidFile(data: string): PidFile | undefined {
  try {
    return parsePidFile(fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8'))
  } catch {
    return undefined
  }
}

/** Lines: pid, data directory, start time, port, socket directory, listen address, shared memory, status. */
export function parsePidFile(text: string): PidFile | undefined {
  const lines = text.split('\n').map(line => line.trim())
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  return {
    pid,
    port: Number(lines[3] ?? 0),
    socket: lines[4] ?? '',
    status: lines[7] ?? '',
    identity: lines.slice(0, 5).join('\n'),
  }
}

/** Forgets a server that is gone. PostgreSQL still refuses to start while old backends hold its shared memory. */
export function discardPidFile(data: string, socketDirectory: string): void {
  fs.rmSync(path.join(data, 'postmaster.pid'), { force: true })
  fs.rmSync(path.join(socketDirectory, '.s.PGSQL.5432.lock'), { force: true })
}

/**
 * Looks at a process id from a pid file.
 *
 * `server`: the server of this data directory. `other`: the id is taken, but by something else, or by a killed server
 * that nobody has reaped: signal 0 cannot tell these from a live one, and neither can PostgreSQL. `gone`: nobody.
 */
export function lookAtProcess(pid: number, data: string): 'server' | 'other' | 'gone' {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return 'gone'
  }
  if (process.platform === 'linux') return lookInProc(pid, data)
  return process.platform === 'win32' ? lookWithTasklist(pid) : lookWithPs(pid, data)
}

function lookInProc(pid: number, data: string): 'server' | 'other' | 'gone' {
  try {
    // Empty for a process that was killed and not reaped.
    const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    if (path.basename(words[0] ?? '') !== 'postgres') return 'other'
    return words.includes(data) || fs.readlinkSync(`/proc/${pid}/cwd`) === data ? 'server' : 'other'
  } catch (error) {
    return ['ENOENT', 'ESRCH'].includes(systemCode(error)) ? 'gone' : 'other'
  }
}

// macOS: written from its manual, not run.
function lookWithPs(pid: number, data: string): 'server' | 'other' | 'gone' {
  try {
    const line = execFileSync('/bin/ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)], {
      encoding: 'utf8',
    }).trim()
    return !line.startsWith('Z') && line.includes('postgres') && line.includes(data) ? 'server' : 'other'
  } catch {
    return 'gone'
  }
}

// Windows: not run. The connection that follows tells our server from another one.
function lookWithTasklist(pid: number): 'server' | 'other' | 'gone' {
  try {
    const rows = execFileSync('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], { encoding: 'utf8' })
    return rows.includes('postgres.exe') ? 'server' : 'other'
  } catch {
    return 'other'
  }
}
