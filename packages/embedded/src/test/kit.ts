import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { EmbeddedServer } from '../index.ts'
import { readPidFile } from '../postgres/postmaster.ts'

interface Line {
  log?: string
  started?: { pid: number; adopted: boolean; initialised: boolean }
  stopped?: string
  acknowledged?: string
  failed?: { code: string; message: string }
}

/** A child process that takes part in a server. */
export interface Member {
  readonly child: ChildProcess
  readonly lines: Line[]
  /** Waits for a line that has this word, and gives its value. */
  heard<K extends keyof Line>(word: K): Promise<NonNullable<Line[K]>>
  tell(word: 'write' | 'stop'): void
  kill(): Promise<void>
}

const folders: string[] = []
const members: Member[] = []

/** A new empty folder that every user may enter; `mode` closes it. */
export function newFolder(name = 'plinth-embedded-', mode = 0o755): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), name)))
  fs.chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

/** Starts `member.ts` on a directory. `wrap` puts another program in front of it. */
export function newMember(directory: string, options: SpawnOptions = {}, wrap: string[] = []): Member {
  const words = [...wrap, process.execPath, path.join(import.meta.dirname, 'member.ts'), directory]
  const child = spawn(words[0] ?? '', words.slice(1), { stdio: ['pipe', 'pipe', 'inherit'], ...options })
  const lines: Line[] = []
  if (child.stdout) createInterface({ input: child.stdout }).on('line', line => lines.push(JSON.parse(line) as Line))
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const member: Member = {
    child,
    lines,
    heard: word =>
      until(() => lines.find(line => line[word] !== undefined)?.[word], `a member to say ${word}`) as Promise<never>,
    tell: word => child.stdin?.write(`${word}\n`),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await gone
    },
  }
  members.push(member)
  return member
}

/** Waits until a question has an answer: at most 15 s. */
export async function until<T>(ask: () => T | undefined | false, what: string): Promise<T> {
  const end = Date.now() + 15_000
  for (;;) {
    const answer = ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await pause(5)
  }
}

/** The processes of a server: the first one and its children. */
export function processesOf(pid: number): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n')
  const rows = listed.map(line => line.trim().split(/\s+/))
  return rows.filter(row => Number(row[0]) === pid || Number(row[1]) === pid).map(row => Number(row[0]))
}

/** Whether a process is there and is not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX]/.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Runs one statement on a connection of its own. */
export async function query(server: EmbeddedServer, role: 'owner' | 'app', text: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(server.connection(role))
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Ends whatever a file's tests left: processes, servers, folders. */
export async function sweep(): Promise<void> {
  for (const member of members.splice(0)) await member.kill()
  for (const folder of folders.splice(0)) {
    for (const data of execFileSync('find', [folder, '-name', 'postmaster.pid'], { encoding: 'utf8' }).split('\n')) {
      const found = data ? readPidFile(path.dirname(data)) : undefined
      if (!found) continue
      if (isAlive(found.pid)) process.kill(found.pid, 'SIGQUIT')
      await until(() => !isAlive(found.pid), 'a server to end')
    }
    const sockets = execFileSync('find', [folder, '-name', 'postgres.log'], { encoding: 'utf8' }).split('\n')
    for (const log of sockets.filter(Boolean)) removeSockets(log)
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function removeSockets(log: string): void {
  for (const [, socket] of fs.readFileSync(log, 'utf8').matchAll(/Unix socket "(.*)\/\.s\.PGSQL/g)) {
    fs.rmSync(socket ?? '', { recursive: true, force: true })
  }
}
