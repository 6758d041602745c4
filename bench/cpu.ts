import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/**
 * CPU time in microseconds that a PostgreSQL server has used: its postmaster and all processes of it that live now.
 * Undefined where the kernel does not say (anything but Linux).
 */
export function databaseCpu(postmaster: number): number | undefined {
  try {
    const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name) && isOf(name, postmaster))
    return pids.reduce((sum, pid) => sum + cpuOf(pid), 0)
  } catch {
    return undefined
  }
}

/** CPU time in microseconds of the whole machine since it started: used by anybody, and there was. */
export function machineCpu(): { readonly used: number; readonly all: number } {
  const times = cpus().map(({ times }) => times)
  const idle = times.reduce((sum, { idle }) => sum + idle, 0)
  const all = times.reduce((sum, { user, nice, sys, irq, idle }) => sum + user + nice + sys + irq + idle, 0)
  return { used: (all - idle) * 1000, all: all * 1000 }
}

function isOf(pid: string, postmaster: number): boolean {
  return pid === String(postmaster) || parentOf(pid) === postmaster
}

/** The fourth field of `stat`; the second, the name, may hold blanks and brackets. */
function parentOf(pid: string): number {
  const text = readOrEmpty(`/proc/${pid}/stat`)
  return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
}

/** `schedstat` counts nanoseconds, where `stat` counts hundredths of seconds. */
function cpuOf(pid: string): number {
  return Number(readOrEmpty(`/proc/${pid}/schedstat`).split(' ')[0]) / 1000
}

/** A process may end while it is looked at. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
