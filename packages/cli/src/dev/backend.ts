import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/**
 * `plinth start` of a project as a child process on an inner port, started again at will. One runs at a time: what is
 * asked for waits for what was asked for before.
 */
export class BackendProcess {
  readonly #directory: string
  readonly #port: number
  /** Says that it ended by itself, with its exit code. */
  readonly #ended: (code: number | null) => void
  #child: ChildProcess | undefined
  #turn: Promise<void> = Promise.resolve()
  readonly #first = Promise.withResolvers<string | undefined>()
  #origin = this.#first.promise
  #stopping = false

  constructor(directory: string, port: number, ended: (code: number | null) => void) {
    this.#directory = directory
    this.#port = port
    this.#ended = ended
  }

  /** Where it answers, as soon as it does, the first start included; undefined when it ended instead. */
  get origin(): Promise<string | undefined> {
    return this.#origin
  }

  /** Resolves when the new process has begun; `origin` says when it answers. */
  restart(): Promise<void> {
    const begun = this.#inTurn(async () => {
      await this.#end()
      if (!this.#stopping) this.#child = this.#begin()
    })
    this.#origin = begun.then(() => answering(this.#child, this.#port))
    this.#first.resolve(this.#origin)
    return begun
  }

  /** Resolves when it has stopped, its database too. It is not started again. */
  stop(): Promise<void> {
    this.#stopping = true
    this.#first.resolve(undefined)
    return this.#inTurn(() => this.#end())
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(step, step)
    return this.#turn
  }

  #begin(): ChildProcess {
    const command = join(dirname(fileURLToPath(import.meta.resolve('plinth/package.json'))), 'bin', 'plinth.js')
    const flags = [...process.execArgv, '--import', beside('leash')]
    const child = spawn(
      process.execPath,
      [...flags, command, 'start', this.#directory, '--seed', '--port', String(this.#port)],
      // A process group of its own: Ctrl-C reaches this process alone, and a second signal would end the backend
      // before its database.
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true, windowsHide: true },
    )
    child.once('exit', code => this.#child === child && this.#ended(code))
    return child
  }

  async #end(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!isRunning(child)) return
    const ended = once(child, 'exit')
    if (child.connected) child.disconnect()
    await ended
  }
}

/** A module of this folder, as it runs: source or built. */
function beside(name: string): string {
  return new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url).href
}

function isRunning(child: ChildProcess | undefined): child is ChildProcess {
  return child !== undefined && child.exitCode === null && child.signalCode === null
}

async function answering(child: ChildProcess | undefined, port: number): Promise<string | undefined> {
  while (isRunning(child)) {
    if (await accepts(port)) return `http://127.0.0.1:${port}`
    await pause(25)
  }
  return undefined
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    const say = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => say(true)).once('error', () => say(false))
  })
}
