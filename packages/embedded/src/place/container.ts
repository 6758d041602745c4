import fs from 'node:fs'
import { EmbeddedError } from '../errors.ts'
import { waitForLock } from './lock.ts'
import { handOver, type Place } from './place.ts'

// A killed process frees its locks only when its last thread has ended.
const dying = 1000

/**
 * Tells whether the pid file was written in another container, or before a reboot: its process id then says nothing here.
 *
 * @throws EMBEDDED_IN_USE when a process over there still uses the server. PostgreSQL's own guards, process ids and shared
 * memory, do not reach from one container into another; the file lock does, as long as a process
 * that uses the server lives. A server left alone by a killed process, in a container that lives on, is not seen.
 */
export async function startedElsewhere(place: Place): Promise<boolean> {
  if (!fs.existsSync(place.startedIn) || fs.readFileSync(place.startedIn, 'utf8') === container()) return false
  const release = await waitForLock(place.users, dying)
  if (!release) {
    throw new EmbeddedError('EMBEDDED_IN_USE', `another container uses the database in ${place.directory}`)
  }
  release()
  return true
}

/** Notes where the server is about to be started. */
export function noteContainer(place: Place): void {
  fs.writeFileSync(place.startedIn, container())
  handOver(place, place.startedIn)
}

function container(): string {
  if (process.platform !== 'linux') return ''
  try {
    return `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fs.readlinkSync('/proc/self/ns/pid')}`
  } catch {
    // A sandbox without these files: process ids have to do.
    return ''
  }
}
