import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { command, ink } from 'plinth/commands'
import { BackendProcess } from '../dev/backend.ts'
import { createProxy } from '../dev/proxy.ts'
import { watchSources } from '../dev/watch.ts'
import { prepare, writeProject } from '../generator/index.ts'
import { cliErrors } from './errors.ts'
import { blueprintFrom, readFrontends } from './read.ts'

/** `plinth dev`: both sides on one port, each followed as it changes. */
export const devCommand = command({
  usage: 'plinth dev [FRONTEND] [--backend DIR] [--page URL]',
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
    const frontends =
      rest.length > 0
        ? rest.map(folder => resolve(folder))
        : blueprint.frontends.map(({ root }) => resolve(directory, root))
    const backend = new BackendProcess(directory, await freePort())
    const proxy = createProxy(path =>
      isBackend(path, blueprint.base.path) ? backend.origin : (values.page ?? backend.origin),
    )
    await listen(proxy, Number(values.port ?? 4000))
    await backend.restart()
    const follow = async (): Promise<void> => {
      const { written } = await readAgain(frontends, directory, blueprint.name)
      if (written > 0) await backend.restart()
    }
    const watchers = [
      ...frontends.map(folder => watchSources(folder, follow)),
      watchSources(directory, () => backend.restart()),
    ]
    console.log(
      `${ink.strong(blueprint.name)}  ${ink.link(`http://localhost:${values.port ?? 4000}`)}  ${ink.faint('both sides are watched; Ctrl-C stops')}`,
    )
    await signalled()
    for (const watcher of watchers) watcher.stop()
    proxy.closeAllConnections()
    proxy.close()
    await backend.stop()
    return 0
  },
})

/** Reads the frontends again and writes what changed. A frontend that does not parse for a moment is left for the next change. */
async function readAgain(frontends: readonly string[], directory: string, name: string): Promise<{ written: number }> {
  try {
    const { blueprint, seconds } = await readFrontends(frontends, name)
    const { written, kept } = await writeProject(directory, blueprint)
    if (written.length === 0) return { written: 0 }
    await prepare(directory)
    console.log(`${ink.good('read again')} in ${seconds.toFixed(2)} s: ${written.join(', ')}`)
    for (const path of kept) console.log(`${ink.faint('kept')} ${path} ${ink.faint('(changed by hand)')}`)
    return { written: written.length }
  } catch (error) {
    console.error(`${ink.bad('not read')} ${(error as Error).message}`)
    return { written: 0 }
  }
}

function isBackend(path: string, base: string): boolean {
  return [base, '/docs', '/openapi.json', '/health', '/metrics'].some(
    prefix => prefix !== '' && (path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}?`)),
  )
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  const [error] = await Promise.race([once(server, 'listening'), once(server, 'error')])
  if (error !== undefined) throw cliErrors.PORT_TAKEN({ port }, { cause: error })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

function signalled(): Promise<unknown> {
  return Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
}
