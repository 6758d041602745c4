import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { command, ink } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { openSession } from '../dev/session.ts'
import { cliErrors } from './errors.ts'
import { blueprintFrom, readFrontends } from './read.ts'

/** `plinth dev`: both sides on one port, each followed as it changes. */
export const devCommand = command({
  usage: 'plinth dev [FRONTEND…] [--backend DIR] [--page URL]',
  summary: 'Watch both sides: a change in the frontend is read again, one in the backend restarts it.',
  flags: {
    backend: { type: 'string', doc: 'The project. Default: this folder.' },
    page: {
      type: 'string',
      doc: 'The frontend’s dev server, such as http://localhost:5173: pages and hot reload come from it.',
    },
    port: { type: 'string', doc: 'Port of both. Default: 4000.' },
  },
  async run({ values, rest }) {
    const directory = resolve(values.backend ?? '.')
    const blueprint = blueprintFrom(join(directory, 'blueprint.json'))
    const frontends = frontendsOf(rest, directory, blueprint)
    const page = values.page === undefined ? undefined : originOf(values.page)
    const port = portOf(values.port ?? '4000')
    const signalled = untilSignal()
    const read = () => readFrontends(frontends, blueprint.name)
    const session = await openSession({ directory, blueprint, frontends, read, page, port }).catch(cause => {
      throw cause.code === 'EADDRINUSE' ? cliErrors.PORT_TAKEN({ port }, { cause }) : cause
    })
    console.log(`${ink.strong(blueprint.name)}  ${ink.link(`http://localhost:${session.port}`)}`)
    if (frontends.length === 0) console.log(ink.faint('No frontend is named: only the backend is watched.'))
    console.log(`${ink.faint('Ctrl-C stops everything.')}\n`)
    await signalled
    await session.close()
    return 0
  },
})

/** Those that are named, else those of the blueprint that are still there. */
function frontendsOf(named: readonly string[], directory: string, { frontends }: Blueprint): string[] {
  for (const folder of named) if (!existsSync(folder)) throw cliErrors.FRONTEND_MISSING({ folder })
  if (named.length > 0) return named.map(folder => resolve(folder))
  // A blueprint that was made in the frontend's own folder does not know where that is.
  return frontends.map(({ root }) => resolve(directory, root)).filter(path => path !== directory && existsSync(path))
}

function originOf(page: string): string {
  const url = URL.canParse(page) ? new URL(page) : undefined
  if (url?.protocol === 'http:') return url.origin
  throw cliErrors.DEV_MISUSED({ problem: `--page takes an address like http://localhost:5173, not "${page}".` })
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw cliErrors.DEV_MISUSED({ problem: `--port takes a number from 0 to 65535, not "${text}".` })
}

function untilSignal(): Promise<unknown> {
  return Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}
