import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../../../../embedded/src/index.ts'

const packageRoot = join(import.meta.dirname, '..', '..', '..')
const command = ['--conditions=source', join(packageRoot, 'bin', 'plinth.js')]
const env = {
  ...process.env,
  NODE_ENV: 'development',
  NO_COLOR: '1',
  LIMIT_API: '10000000',
  LIMIT_USER: '0',
  LOG_LEVEL: 'error',
}

/** A project in a folder of its own, with its embedded database below it. */
export interface Project {
  readonly directory: string
  /** Runs `plinth start` and does not wait. */
  start(...args: readonly string[]): Running
  /** Runs a statement as the owner of the tables, on a connection of its own. */
  query<Row extends object>(text: string): Promise<Row[]>
  /** The first process of its PostgreSQL and all its children; empty when none runs. */
  postgres(): number[]
  /** Processes of any kind that have the project's folder in their command line. */
  processes(): number[]
  /** Kills whatever is left, and deletes the folder. */
  remove(): Promise<void>
}

/** One process of a project. */
export interface Running {
  readonly child: ChildProcess
  readonly pid: number
  /** What it printed, both streams. */
  output(): string
  /** Resolves to the URL when it is ready. Rejects when it ends before. */
  ready(): Promise<string>
  /** Resolves when it has printed the text that many times. */
  printed(text: string, times: number): Promise<void>
  /** Resolves to the exit code; null after a signal. */
  ended(): Promise<number | null>
}

/** Copies the folder `name` beside this file, and writes its first migration. */
export function newProject(name: string): Project {
  const directory = mkdtempSync(join(tmpdir(), 'plinth-project-'))
  cpSync(join(import.meta.dirname, name), directory, { recursive: true })
  mkdirSync(join(directory, 'node_modules'))
  symlinkSync(packageRoot, join(directory, 'node_modules', 'plinth'))
  execFileSync(process.execPath, [...command, 'migrate', 'new', 'initial', '--dir', directory], { env })
  const started: Running[] = []
  const database = join(directory, '.plinth', 'postgres')
  return {
    directory,
    start(...args) {
      const running = run([...command, 'start', directory, ...args])
      started.push(running)
      return running
    },
    query: text => queryOf(database, text),
    postgres: () => postgresOf(database),
    processes: () => processesNaming(directory),
    async remove() {
      const left = [...started.map(each => each.pid), ...postgresOf(database)].filter(isAlive)
      for (const pid of left) process.kill(pid, 'SIGKILL')
      await Promise.all(started.map(each => each.ended()))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A process group of its own, so that a signal can reach it as Ctrl-C does. */
function run(args: readonly string[]): Running {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  let output = ''
  let heard = Promise.withResolvers<void>()
  const hear = (chunk: Buffer): void => {
    output += chunk
    heard.resolve()
    heard = Promise.withResolvers()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) {
      const over = await Promise.race([heard.promise, ended.then(() => 'over')])
      if (over === 'over' && !done()) throw new Error(`It ended:\n${output}`)
    }
  }
  return {
    child,
    pid: child.pid ?? 0,
    output: () => output,
    async ready() {
      await until(() => output.includes('Ctrl-C'))
      return /api +(http:\/\/\S+)/.exec(output)?.[1] ?? ''
    },
    printed: (text, times) => until(() => output.split(text).length > times),
    ended: () => ended,
  }
}

async function queryOf<Row>(database: string, text: string): Promise<Row[]> {
  const server = await startEmbedded({ directory: database })
  const client = new pg.Client(server.connection('owner'))
  try {
    await client.connect()
    return (await client.query(text)).rows
  } finally {
    await client.end()
    await server.stop()
  }
}

function postgresOf(database: string): number[] {
  const file = join(database, 'data', 'postmaster.pid')
  if (!existsSync(file)) return []
  const first = Number(readFileSync(file, 'utf8').split('\n')[0])
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const pairs = rows.map(row => row.trim().split(/\s+/).map(Number))
  return pairs.filter(pair => pair.includes(first)).map(([pid = 0]) => pid)
}

/** A process that has ended and was not reaped yet has no command line. */
function processesNaming(folder: string): number[] {
  const numbers = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return numbers.filter(pid => commandLine(pid).includes(folder)).map(Number)
}

function commandLine(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  return commandLine(String(pid)) !== ''
}
