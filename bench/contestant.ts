import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { load } from './load.ts'

/** A server that takes part, in a process of its own. */
export interface Contestant {
  readonly name: string
  readonly port: number
  readonly process: ChildProcess
  /** Milliseconds from its first instruction to its port. */
  readonly ready: number
}

/** What one contestant did with one subject for a while. CPU times are microseconds a request. */
export interface Sample {
  readonly perSecond: number
  readonly server: number
  /** Undefined where the system does not tell. */
  readonly database: number | undefined
}

/** What to ask, how hard, and how to know what the database has used. */
export interface Drive {
  readonly next: () => Buffer
  readonly connections: number
  readonly seconds: number
  readonly databaseCpu: () => number | undefined
}

/** Starts a contestant: a file of `peers/`, or any other by its full path. */
export async function begin(name: string, file: string, env: NodeJS.ProcessEnv): Promise<Contestant> {
  const begun = performance.now()
  const child = fork(join(import.meta.dirname, 'peers', file), { execArgv: ['--conditions=source'], env })
  const died = once(child, 'exit').then(([code]) => {
    throw new TypeError(`${name} ended with ${code} before it listened`)
  })
  const [{ port }] = (await Promise.race([once(child, 'message'), died])) as [{ port: number }]
  died.catch(() => undefined)
  return { name, port, process: child, ready: Math.round(performance.now() - begun) }
}

/** Asks a contestant to go, and waits until it has. */
export async function end({ process }: Contestant): Promise<void> {
  if (process.exitCode !== null) return
  const gone = once(process, 'exit')
  process.send('exit')
  await gone
}

/** One sample. Throws when anything was answered by an error: a wrong answer is fast. */
export async function sample({ name, port, process }: Contestant, drive: Drive): Promise<Sample> {
  const { databaseCpu, ...how } = drive
  const [server, database] = [await cpuOf(process), databaseCpu()]
  const { requests, seconds, errors } = await load({ port, ...how })
  if (errors > 0) throw new TypeError(`${name} answered ${errors} of ${requests} requests with an error`)
  const after = databaseCpu()
  return {
    perSecond: requests / seconds,
    server: ((await cpuOf(process)) - server) / requests,
    database: after === undefined || database === undefined ? undefined : (after - database) / requests,
  }
}

/** CPU time of a server so far, in microseconds. */
export async function cpuOf(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message')
  child.send('cpu')
  const [{ cpu }] = (await answer) as [{ cpu: number }]
  return cpu
}
