import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { basename, join } from 'node:path'
import { readFrontends } from '../../commands/read.ts'
import { prepare, writeProject } from '../../generator/index.ts'

const root = join(import.meta.dirname, '../../../../..')

/** A frontend and the backend that was written for it, both to be changed at will. */
export interface Sides {
  readonly frontend: string
  readonly backend: string
  /** Replaces a text in a file, which must hold it. */
  change(path: string, from: string, to: string): void
  remove(): void
}

/** A copy of the sample and its backend, inside the repository so that both find their packages. */
export async function makeSides(): Promise<Sides> {
  mkdirSync(join(root, '.plinth'), { recursive: true })
  const place = mkdtempSync(join(root, '.plinth', 'dev-'))
  const [frontend, backend] = [join(place, 'frontend'), join(place, 'backend')]
  const kept = new Set(['dist', 'node_modules'])
  const sample = join(root, 'examples/storefront/frontend')
  cpSync(sample, frontend, { recursive: true, filter: from => !kept.has(basename(from)) })
  await writeProject(backend, (await readFrontends([frontend], 'storefront')).blueprint)
  await prepare(backend)
  return {
    frontend,
    backend,
    change(path, from, to) {
      const text = readFileSync(join(place, path), 'utf8')
      if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`)
      writeFileSync(join(place, path), text.replace(from, to))
    },
    remove: () => rmSync(place, { recursive: true, force: true }),
  }
}

/** A program that runs until it is told to stop. */
export interface Program {
  readonly child: ChildProcess
  /** Everything that it said. */
  said(): string
  /** Resolves when it has said something; rejects with what it said when it ended before. */
  hear(what: RegExp): Promise<RegExpExecArray>
  /** As Ctrl-C in a terminal: the signal goes to its whole group. Resolves to the exit code. */
  interrupt(signal?: 'SIGINT' | 'SIGKILL'): Promise<number | null>
}

/** Runs one of the repository's programs in a process group of its own. */
export function run(program: 'plinth' | 'vite', args: readonly string[], cwd = root): Program {
  const file = { plinth: 'packages/plinth/bin/plinth.js', vite: 'node_modules/vite/bin/vite.js' }[program]
  const { NODE_ENV: _, NODE_OPTIONS: __, VITEST: ___, ...env } = process.env
  const child = spawn(process.execPath, ['--conditions=source', join(root, file), ...args], {
    cwd,
    detached: true,
    env: { ...env, NO_COLOR: '1', LOG_LEVEL: 'error', LIMIT_API: '100000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const keep = (chunk: Buffer): void => {
    said += chunk
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return {
    child,
    said: () => said,
    hear: what =>
      heard(child, () => what.exec(said)).catch(() => Promise.reject(new Error(`never said ${what}:\n${said}`))),
    async interrupt(signal = 'SIGINT') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      process.kill(-(child.pid as number), signal)
      await ended
      return child.exitCode
    },
  }
}

async function heard(child: ChildProcess, find: () => RegExpExecArray | null): Promise<RegExpExecArray> {
  const ended = new AbortController()
  const end = (): void => ended.abort()
  child.once('exit', end)
  try {
    for (;;) {
      const found = find()
      if (found !== null) return found
      const next = (stream: ChildProcess['stdout']) => once(stream as NonNullable<typeof stream>, 'data', ended)
      await Promise.race([next(child.stdout), next(child.stderr)])
    }
  } finally {
    child.off('exit', end)
    ended.abort()
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** True while the backend's database runs. */
export function hasDatabase({ backend }: Sides): boolean {
  return existsSync(join(backend, '.plinth/postgres/data/postmaster.pid'))
}
