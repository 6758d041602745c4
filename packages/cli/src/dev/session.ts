import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { ink } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { BackendProcess } from './backend.ts'
import { backendFolder, fingerprint, frontendFolder } from './folder.ts'
import { type Reading, readAgain } from './follow.ts'
import { DevProxy } from './proxy.ts'
import { type IsBackend, routesOf } from './routes.ts'
import { SourceWatcher } from './watch.ts'

/** What is followed. */
export interface Setting {
  /** The backend's project. */
  readonly directory: string
  /** The blueprint that it was written from. */
  readonly blueprint: Blueprint
  /** Folders whose changes are read again. */
  readonly frontends: readonly string[]
  read(): Promise<Reading>
  /** The origin of the frontend's dev server, where there is one. */
  readonly page: string | undefined
  /** Where both answer; 0 is any free port. */
  readonly port: number
}

/** Both sides while they run. */
export interface Session {
  readonly port: number
  /** Resolves when nothing is left running. */
  close(): Promise<void>
}

/** Starts both, and follows what changes. Rejects with EADDRINUSE. */
export async function openSession(setting: Setting): Promise<Session> {
  const followed = new Followed(setting, await freePort())
  const port = await followed.open()
  return { port, close: () => followed.close() }
}

/** What happens to the two sides happens one after the other. */
class Followed {
  readonly #setting: Setting
  readonly #backend: BackendProcess
  readonly #proxy: DevProxy
  readonly #watchers: SourceWatcher[] = []
  #blueprint: Blueprint
  #isBackend: IsBackend
  #running = ''
  #turn: Promise<void> = Promise.resolve()

  constructor(setting: Setting, inner: number) {
    this.#setting = setting
    this.#blueprint = setting.blueprint
    this.#isBackend = routesOf(this.#blueprint)
    this.#backend = new BackendProcess(setting.directory, inner, code => {
      this.#running = ''
      console.error(`${ink.bad('ended')} the backend, with code ${code}; the next change starts it again`)
    })
    this.#proxy = new DevProxy({
      page: setting.page,
      isBackend: request => this.#isBackend(request),
      backend: () => this.#backend.origin,
    })
  }

  async open(): Promise<number> {
    const port = await this.#proxy.listen(this.#setting.port)
    this.#watch()
    this.#follow()
    return port
  }

  async close(): Promise<void> {
    for (const watcher of this.#watchers) watcher.stop()
    this.#proxy.close()
    await this.#turn
    await this.#backend.stop()
  }

  #watch(): void {
    const { directory, frontends } = this.#setting
    const folders = frontends.map(path => frontendFolder(path, [directory]))
    this.#watchers.push(
      new SourceWatcher(folders, () => this.#follow()),
      new SourceWatcher([backendFolder(directory, frontends)], () => this.#inTurn(() => this.#restart())),
    )
  }

  #follow(): void {
    const { directory, frontends, read } = this.#setting
    this.#inTurn(async () => {
      if (frontends.length > 0)
        this.#blueprint = (await readAgain({ directory, blueprint: this.#blueprint }, read)) ?? this.#blueprint
      this.#isBackend = routesOf(this.#blueprint)
      await this.#restart()
    })
  }

  /** Where its sources are those that run already, it goes on. */
  async #restart(): Promise<void> {
    const { directory, frontends } = this.#setting
    const now = fingerprint(backendFolder(directory, frontends))
    if (now === this.#running) return
    this.#running = now
    await this.#backend.restart()
  }

  #inTurn(step: () => Promise<void>): void {
    this.#turn = this.#turn.then(step).catch(error => console.error(error))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
