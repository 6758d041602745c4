import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { type Logins, loginsOf } from '../data/index.ts'
import type { Service } from '../lifecycle/index.ts'
import type { Log } from '../observability/index.ts'
import { appErrors } from './errors.ts'

/** The database server of a process: somebody else's, by URL, or the embedded one, which it then starts and stops. */
export interface DatabaseServer extends Pick<Service, 'stop'> {
  readonly logins: Logins
  /** `PostgreSQL 18.4, embedded`, or the masked URL. */
  readonly shown: string
  readonly embedded: boolean
}

/** Finds the server that the configuration names, or starts the embedded one in `<place>/postgres`. */
export async function databaseServer(config: Config, place: string, log: Log): Promise<DatabaseServer> {
  if (config.DATABASE_URL !== undefined) {
    const logins = loginsOf(config)
    return { logins, shown: logins.app.shown, embedded: false, stop: async () => {} }
  }
  const { startEmbedded } = await embeddedPackage()
  const server = await startEmbedded({ directory: join(place, 'postgres'), onLog: line => log.debug({}, line) })
  return {
    logins: loginsOf(config, {
      connection: (role, database) => ({ ...server.connection(role, database), ssl: false }),
    }),
    shown: `PostgreSQL ${server.version}, embedded`,
    embedded: true,
    stop: async () => void (await server.stop()),
  }
}

async function embeddedPackage(): Promise<typeof import('@plinth/embedded')> {
  try {
    return await import('@plinth/embedded')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND')
      throw appErrors.EMBEDDED_MISSING(undefined, { cause })
    throw cause
  }
}
