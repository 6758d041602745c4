import { setTimeout as pause } from 'node:timers/promises'
import { adopt } from './adopt.ts'
import { type Release, waitForLock, withLock } from './place/lock.ts'
import type { Place } from './place/place.ts'
import { lookAtProcess, readPidFile } from './postgres/postmaster.ts'
import { countOthers, type Session } from './postgres/session.ts'

// A pool that was closed a moment ago: its last backends may still be on their way out.
const grace = 250
// A process that was killed a moment ago frees its locks when its last thread has ended.
const dying = 50

interface Leaving {
  /** Gives up our share of the lock `users`. */
  readonly release: Release
  /** Stops the server for good. */
  halt(pid: number): Promise<void>
}

/** Ends our session, and stops the server when nobody else uses it. */
export async function leave(
  place: Place,
  session: Session,
  { release, halt }: Leaving,
): Promise<'stopped' | 'left running'> {
  session.keepAwake(true)
  try {
    return await withLock(place.lock, async () => {
      release()
      const found = readPidFile(place.data)
      if (!found || lookAtProcess(found.pid, place.data) !== 'server') return 'stopped'
      if (await isShared(place)) return 'left running'
      // A crash of one backend disconnects everybody, and somebody may have started a killed server again.
      const visit = session.isOpen() ? session : (await adopt(place))?.session
      const alone = visit ? await isAlone(visit) : true
      await visit?.client.end()
      if (!alone) return 'left running'
      await halt(found.pid)
      return 'stopped'
    })
  } finally {
    release()
    await session.client.end()
  }
}

/** Whether another process, or another part of this one, has started the server too: seen even while it is disconnected. */
async function isShared(place: Place): Promise<boolean> {
  const free = await waitForLock(place.users, dying)
  free?.()
  return !free
}

/** Whether ours is the only connection; anybody may have one, `psql` for instance. */
async function isAlone(session: Session): Promise<boolean> {
  const until = Date.now() + grace
  while ((await countOthers(session.client)) > 0) {
    if (Date.now() > until) return false
    await pause(10)
  }
  return true
}
