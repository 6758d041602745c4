import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { services } from '../../../../../scripts/services.ts'

/** A Redis that a test may do anything to. */
export interface TestRedis {
  readonly url: string
  readonly pid: number
  /** Ends the server; its data is gone. */
  halt(): Promise<void>
  /** Starts it again on the same port. */
  begin(): Promise<void>
  stop(): Promise<void>
}

/** Starts a Redis on a free port of loopback, in a temporary folder. */
export async function startRedis(...settings: string[]): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-redis-'))
  const port = await freePort()
  let server: ChildProcess | undefined
  const begin = async (): Promise<void> => {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no']
    server = spawn(services.redis.binary, [...words, ...settings], { stdio: ['ignore', 'pipe', 'ignore'] })
    for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
      if (line.includes('Ready to accept connections')) break
    }
  }
  const halt = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGCONT')
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  await begin()
  const stop = async (): Promise<void> => {
    await halt()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `redis://127.0.0.1:${port}`, pid: server?.pid as number, halt, begin, stop }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
