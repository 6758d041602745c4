import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `plinth start` of a project as a child process on an inner port, started again at will. */
export class BackendProcess {
  readonly #directory: string
  readonly #port: number
  #child: ChildProcess | undefined

  constructor(directory: string, port: number) {
    this.#directory = directory
    this.#port = port
  }

  /** Where it answers, undefined while it does not run. */
  get origin(): string | undefined {
    return this.#child?.exitCode === null ? `http://127.0.0.1:${this.#port}` : undefined
  }

  async restart(): Promise<void> {
    await this.stop()
    const command = join(dirname(fileURLToPath(import.meta.resolve('plinth/package.json'))), 'bin', 'plinth.js')
    this.#child = spawn(
      process.execPath,
      [...process.execArgv, command, 'start', this.#directory, '--seed', '--port', String(this.#port)],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    )
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}
