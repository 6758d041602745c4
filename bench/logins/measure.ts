import { once } from 'node:events'
import { begin, type Contestant, end } from '../contestant.ts'
import { startDatabase } from '../fixture.ts'

/** How late the server's event loop was, in milliseconds: half of the time, 99 % of it, and at worst. */
export interface Lag {
  readonly median: number
  readonly most: number
  readonly max: number
}

/** What happened while people signed in. */
export interface Logins {
  readonly perSecond: number
  /** Logins that were answered with 200. */
  readonly answered: number
  /** Those that were answered with anything else. */
  readonly refused: number
  /** Milliseconds from the request to its answer: half of them, and 99 %. */
  readonly milliseconds: { readonly median: number; readonly most: number }
  readonly lag: Lag
}

export interface Place {
  /** Lag of the server that nobody asks. */
  idle(seconds: number): Promise<Lag>
  /** Signs people in at a steady rate, whether the answers come or not. */
  logins(perSecond: number, seconds: number): Promise<Logins>
  stop(): Promise<void>
}

const people = 40
const password = 'bench-password-1'

/** Starts a server in a process of its own, on a database of its own, with people in it. */
export async function startLogins(): Promise<Place> {
  const database = await startDatabase()
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    AUTH_SECRET: 'a secret for the bench, of more than 32 characters',
    LIMIT_API: '10000000',
    LIMIT_AUTH: '10000000',
    LOG_LEVEL: 'warn',
    BENCH_DATABASE: JSON.stringify(database.app),
    BENCH_OWNER: JSON.stringify(database.owner),
  }
  const server = await begin('logins', 'logins.ts', env)
  const stop = async (): Promise<void> => {
    await end(server)
    await database.stop()
  }
  try {
    for (let n = 0; n < people; n++) await ask(server.port, 'register', { email: emailOf(n), password })
    for (let n = 0; n < people; n++) await ask(server.port, 'login', { email: emailOf(n), password })
  } catch (error) {
    await stop()
    throw error
  }
  return { idle: seconds => idle(server, seconds), logins: (...how) => logins(server, ...how), stop }
}

async function idle(server: Contestant, seconds: number): Promise<Lag> {
  await lagOf(server)
  await pause(seconds * 1000)
  return lagOf(server)
}

async function logins(server: Contestant, perSecond: number, seconds: number): Promise<Logins> {
  await lagOf(server)
  const count = perSecond * seconds
  const begun = performance.now()
  const answers: Promise<readonly [boolean, number]>[] = []
  for (let n = 0; n < count; n++) {
    await pause(begun + (n * 1000) / perSecond - performance.now())
    answers.push(tryOne(server.port, n))
  }
  const all = await Promise.all(answers)
  const lag = await lagOf(server)
  const times = all.map(([, taken]) => taken).toSorted((a, b) => a - b)
  const at = (share: number): number => times[Math.floor((times.length - 1) * share)] ?? 0
  const answered = all.filter(([fine]) => fine).length
  return { perSecond, answered, refused: count - answered, milliseconds: { median: at(0.5), most: at(0.99) }, lag }
}

async function tryOne(port: number, n: number): Promise<readonly [boolean, number]> {
  const before = performance.now()
  const status = await ask(port, 'login', { email: emailOf(n % people), password })
  return [status === 200, performance.now() - before]
}

const emailOf = (n: number): string => `person-${n}@example.com`

async function ask(port: number, path: string, body: object): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await response.arrayBuffer()
  return response.status
}

async function lagOf({ process }: Contestant): Promise<Lag> {
  const answer = once(process, 'message')
  process.send('lag')
  const [lag] = (await answer) as [Lag]
  return lag
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, Math.max(0, milliseconds)))
