import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { EmbeddedConnections } from '../connect.ts'

/** A PostgreSQL that a test may do anything to. */
export interface TestServer extends EmbeddedConnections {
  readonly title: string
  stop(): Promise<void>
}

const installed = '/usr/lib/postgresql'

/** The folder of the newest PostgreSQL that Debian's packages installed, or undefined. */
export function debianPrograms(): string | undefined {
  if (!fs.existsSync(installed)) return undefined
  const folders = fs.readdirSync(installed).map(version => path.join(installed, version, 'bin'))
  return folders
    .filter(folder => fs.existsSync(path.join(folder, 'initdb')))
    .toSorted()
    .at(-1)
}

/** Starts a fresh one on a socket in a temporary folder, with the app role and a database `plinth`. */
export async function startDebian(programs: string): Promise<TestServer> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-debian-'))
  const account = process.getuid?.() === 0 ? accountOf('postgres') : {}
  if (account.uid !== undefined && account.gid !== undefined) fs.chownSync(folder, account.uid, account.gid)
  const data = path.join(folder, 'data')
  const words = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(path.join(programs, 'initdb'), words, { ...account, cwd: folder, stdio: 'ignore' })
  const settings = ['listen_addresses=', 'fsync=off', 'jit=off', 'max_connections=60'].flatMap(each => ['-c', each])
  const server = spawn(path.join(programs, 'postgres'), ['-D', data, '-k', folder, ...settings], {
    ...account,
    cwd: folder,
    stdio: 'ignore',
  })
  const connection = (role: 'app' | 'owner', database = 'plinth'): pg.ClientConfig => ({
    host: folder,
    port: 5432,
    user: role === 'owner' ? 'postgres' : 'plinth_app',
    database,
  })
  await makeDatabase(connection('owner', 'postgres'))
  return { title: 'PostgreSQL of Debian', connection, stop: () => stop(server, folder) }
}

async function makeDatabase(config: pg.ClientConfig): Promise<void> {
  const client = await connected(config)
  await client.query('create role plinth_app login nosuperuser nobypassrls nocreatedb nocreaterole')
  await client.query('create database plinth')
  await client.end()
}

async function connected(config: pg.ClientConfig): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(config)
    try {
      await client.connect()
      return client
    } catch (error) {
      if (tries > 500) throw error
    }
    await pause(10)
  }
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    server.kill('SIGINT')
    await once(server, 'exit')
  }
  fs.rmSync(folder, { recursive: true, force: true })
}

function accountOf(name: string): { uid?: number; gid?: number } {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(row => row.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined ? {} : { uid: Number(uid), gid: Number(gid) }
}
