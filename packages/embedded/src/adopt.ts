import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedError } from './errors.ts'
import { startedElsewhere } from './place/container.ts'
import type { Place } from './place/place.ts'
import { socketDirectory } from './place/socket.ts'
import { discardPidFile, lookAtProcess, type PidFile, readPidFile } from './postgres/postmaster.ts'
import { enter, type Session } from './postgres/session.ts'

// A server that recovers, or stops, gets this long; one that is ready and does not answer is given up much sooner.
const recoveryPatience = 60_000
const silencePatience = 5_000

/** A server that runs, and our connection to it. */
export interface Running {
  readonly found: PidFile
  readonly session: Session
}

/** Joins a live server, and clears away what a dead one left. Undefined: there is none, and one may be started. */
export async function adopt(place: Place): Promise<Running | undefined> {
  const begun = Date.now()
  for (;;) {
    const found = readPidFile(place.data)
    if (!found) return undefined
    const state = (await startedElsewhere(place)) ? 'other' : lookAtProcess(found.pid, place.data)
    if (state === 'other') discardPidFile(place.data, socketDirectory(place))
    if (state !== 'server') {
      place.say('PostgreSQL was killed; it recovers at this start')
      return undefined
    }
    const session = found.status === 'ready' ? await enter(place, found) : undefined
    if (session) return { found, session }
    if (Date.now() - begun > (found.status === 'ready' ? silencePatience : recoveryPatience)) {
      const state = `process ${found.pid}, ${found.status || 'starting'}`
      throw new EmbeddedError(
        'EMBEDDED_IN_USE',
        `the PostgreSQL of ${place.directory} runs (${state}) and does not answer`,
      )
    }
    await pause(15)
  }
}
