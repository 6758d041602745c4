import { resolve } from 'node:path'
import { command, type Flag } from './command.ts'
import { commandErrors } from './errors.ts'

const flags = {
  site: { type: 'string', doc: 'A frontend’s build to serve beside the API.' },
  seed: { type: 'boolean', doc: 'Put the demo data in first, and print its logins.' },
  port: { type: 'string', doc: 'Port to listen on. Default: PORT, else 4000.' },
  migrate: { type: 'boolean', doc: 'Apply pending migrations first, in production too.' },
} as const satisfies Readonly<Record<string, Flag>>

/** `plinth start`: the backend of a project, until Ctrl-C. */
export const startCommand = command({
  usage: 'plinth start [PROJECT] [--site DIR] [--seed]',
  summary: 'Start the backend: database, migrations, everything it serves. Ctrl-C stops it.',
  flags,
  async run({ values, rest }) {
    const { site, seed, migrate, port } = values
    return startProject({
      directory: resolve(rest[0] ?? '.'),
      site,
      seed: seed === true,
      migrate: migrate === true,
      port: port === undefined ? undefined : portOf(port),
    })
  },
})

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw commandErrors.COMMAND_MISUSED({
    verb: 'start',
    problem: `--port takes a number from 0 to 65535, not "${text}".`,
  })
}

export interface StartOptions {
  readonly directory: string
  readonly site?: string | undefined
  readonly seed?: boolean
  readonly migrate?: boolean
  readonly port?: number | undefined
  /** When the clock of "ready in" began, on `performance.now()`. Default: when this process did. */
  readonly since?: number
}

/**
 * Starts a project and stays until a signal comes. Resolves to the exit code. The server is imported only now: 150 ms
 * that no other verb pays for.
 */
export async function startProject(options: StartOptions): Promise<number> {
  const { serveProject } = await import('./serve.ts')
  return serveProject(options)
}
