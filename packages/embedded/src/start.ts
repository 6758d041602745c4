import { adopt, type Running } from './adopt.ts'
import { type Binary, findBinary } from './binary/find.ts'
import { type Programs, preparePrograms } from './binary/programs.ts'
import { EmbeddedError } from './errors.ts'
import { type Release, tryLock, withLock } from './place/lock.ts'
import { handOver, openPlace, type Place } from './place/place.ts'
import { dataVersion, makeCluster } from './postgres/cluster.ts'
import { launch, shutDown } from './postgres/launch.ts'
import { ensureRoles } from './postgres/roles.ts'
import { connectionTo, enter } from './postgres/session.ts'
import { writeSettings } from './postgres/settings.ts'
import type { EmbeddedOptions, EmbeddedServer } from './server.ts'
import { leave } from './stop.ts'

const isWindows = process.platform === 'win32'

/**
 * Starts the PostgreSQL of a directory, or adopts the one that runs there. Any number of processes may call it at once.
 * Meant for development, tests and one small machine; a larger one wants a server of its own.
 *
 * @throws EmbeddedError, with a code and a mend.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return join(options, findBinary())
}

/** `startEmbedded` with the binaries of one's choice. */
export async function join(options: EmbeddedOptions, binary: Binary): Promise<EmbeddedServer> {
  const place = openPlace(options.directory, options.onLog ?? (() => {}))
  return withLock(place.lock, async () => {
    handOver(place, place.lock)
    const adopted = await adopt(place)
    if (adopted) place.say(`adopted PostgreSQL ${adopted.session.version}, process ${adopted.found.pid}`)
    const fresh = !adopted && dataVersion(place) === undefined
    const running = adopted ?? (await bringUp(place, binary))
    const halt = (pid: number) => shutDown(place, pid, isWindows ? preparePrograms(binary, place) : undefined)
    const release = await settle(place, running).catch(async error => {
      if (!adopted) await halt(running.found.pid)
      throw error
    })
    return describe(place, running, { adopted: adopted !== undefined, initialised: fresh, halt, release })
  })
}

async function bringUp(place: Place, binary: Binary): Promise<Running> {
  const programs = preparePrograms(binary, place)
  const present = dataVersion(place)
  if (present === undefined) {
    place.say(`making a PostgreSQL ${programs.version} database in ${place.directory}`)
    await makeCluster(place, programs)
  } else {
    checkVersion(place, present, programs)
    writeSettings(place, place.data)
  }
  const found = await launch(place, programs)
  const session = await enter(place, found)
  if (!session) throw new EmbeddedError('EMBEDDED_START_FAILED', 'PostgreSQL started, and does not answer')
  return { found, session }
}

function checkVersion(place: Place, present: string, programs: Programs): void {
  if (programs.version.split('.')[0] === present) return
  throw new EmbeddedError(
    'EMBEDDED_VERSION',
    `${place.data} was made by PostgreSQL ${present}, and PostgreSQL ${programs.version} cannot read it`,
  )
}

/** Readies roles and database, and marks this process as a user of the server. */
async function settle(place: Place, running: Running): Promise<Release> {
  try {
    await ensureRoles(running.session.client, place)
    const release = tryLock(place.users, 'shared')
    if (!release) throw new EmbeddedError('EMBEDDED_IN_USE', `${place.users} is locked by another program`)
    handOver(place, place.users)
    running.session.keepAwake(false)
    return release
  } catch (cause) {
    await running.session.client.end()
    if (cause instanceof EmbeddedError) throw cause
    throw new EmbeddedError('EMBEDDED_START_FAILED', `cannot ready database and roles: ${cause}`, { cause })
  }
}

interface Manner {
  adopted: boolean
  initialised: boolean
  halt(pid: number): Promise<void>
  release: Release
}

function describe(place: Place, { found, session }: Running, manner: Manner): EmbeddedServer {
  let stopping: Promise<'stopped' | 'left running'> | undefined
  return {
    pid: found.pid,
    adopted: manner.adopted,
    initialised: manner.initialised,
    version: session.version,
    connection: (role, database = 'plinth') => ({ ...connectionTo(place, found, role), database }),
    stop() {
      stopping ??= leave(place, session, manner)
      return stopping
    },
  }
}
