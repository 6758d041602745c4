// Plinth against hand-written servers over the same database: get by id, a list of 20 with filter and sort, create.
// Everything is on in Plinth: identity, tenant and row-level security, policy, validation, limiter. The peers verify the
// same tokens with the same library. Contestants take turns within each round, so that noise hits all of them; figures
// are ratios to `node:http` within one round, with their spread, and CPU time of the server process per request.
//
//   npm run bench -- [--rounds 5] [--seconds 1.5] [--connections 32] [--json FILE]
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { fill, startDatabase } from './fixture.ts'
import { load } from './load.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1.5' },
    connections: { type: 'string', default: '32' },
    json: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const connections = Number(values.connections)
const secret = 'a secret for the bench, of more than 32 characters'

interface Contestant {
  readonly name: string
  readonly port: number
  readonly process: ChildProcess
  readonly start: number
}

interface Sample {
  readonly perSecond: number
  readonly cpu: number
}

const database = await startDatabase()
const env = {
  ...process.env,
  NODE_ENV: 'production',
  AUTH_SECRET: secret,
  LIMIT_API: '10000000',
  LIMIT_AUTH: '10000000',
  LOG_LEVEL: 'warn',
  DATABASE_POOL: '10',
}
const contestants = [
  await begin('node:http', 'node-http.ts'),
  await begin('node:http, tokens cached', 'node-http.ts', { CACHED: '1' }),
  await begin('fastify', 'fastify.ts'),
  await begin('plinth', 'plinth.ts'),
]
const plinth = contestants.at(-1) as Contestant
const { token, tenant } = await signIn(plinth.port)
const ids = await fill(database.owner, [tenant, ...Array.from({ length: 49 }, () => crypto.randomUUID())])

try {
  const subjects = { get: getRequest, list: listRequest, create: createRequest }
  const results = Object.fromEntries(
    await inTurn(Object.entries(subjects), async ([name, next]) => [name, await compare(name, next)] as const),
  )
  const report = {
    date: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    rounds,
    seconds,
    connections,
    ready: plinth.start,
    results,
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`)
} finally {
  for (const { process } of contestants) process.send('exit')
  await Promise.all(contestants.map(({ process }) => process.exitCode ?? once(process, 'exit')))
  await database.stop()
}

async function begin(name: string, file: string, more: Record<string, string> = {}): Promise<Contestant> {
  const begun = performance.now()
  const child = fork(join(import.meta.dirname, 'peers', file), {
    execArgv: ['--conditions=source'],
    env: { ...env, ...more, BENCH_DATABASE: JSON.stringify(database.app), BENCH_OWNER: JSON.stringify(database.owner) },
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { name, port, process: child, start: Math.round(performance.now() - begun) }
}

/** A user who is a member of one tenant, and the token that everybody verifies. */
async function signIn(port: number): Promise<{ token: string; tenant: string }> {
  const person = { email: 'bench@example.com', password: 'bench-password-1' }
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    })
    return ((await response.json()) as { data: { accessToken: string; user: { id: string } } }).data
  }
  const { user } = await ask('register')
  const client = new pg.Client(database.owner)
  await client.connect()
  const { rows } = await client.query(`insert into plinth.tenants (slug, name) values ('bench', 'Bench') returning id`)
  await client.query(`insert into plinth.memberships (user_id, tenant_id, role) values ($1, $2, 'member')`, [
    user.id,
    rows[0].id,
  ])
  await client.end()
  return { token: (await ask('login')).accessToken, tenant: rows[0].id }
}

function head(method: string, path: string, more = ''): string {
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n${more}\r\n`
}

function getRequest(): Buffer {
  return Buffer.from(head('GET', `/api/items/${ids[Math.floor(Math.random() * ids.length)]}`))
}

function listRequest(): Buffer {
  return Buffer.from(head('GET', '/api/items?status=active&sort=-createdAt&limit=20'))
}

function createRequest(): Buffer {
  const body = JSON.stringify({
    name: 'New item',
    status: 'draft',
    priceCents: 1200,
    description: 'Made by the bench.',
  })
  return Buffer.from(
    `${head('POST', '/api/items', `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`)}${body}`,
  )
}

async function compare(name: string, next: () => Buffer) {
  for (const contestant of contestants) await sample(contestant, next, 0.5)
  const samples = new Map(contestants.map(({ name }) => [name, [] as Sample[]]))
  for (let round = 0; round < rounds; round++) {
    const turned = contestants.map((_, at) => contestants[(at + round) % contestants.length] as Contestant)
    for (const contestant of turned) samples.get(contestant.name)?.push(await sample(contestant, next, seconds))
  }
  const base = samples.get('node:http') ?? []
  const rows = [...samples].map(([contestant, taken]) => summary(contestant, taken, base))
  console.log(`\n${name}`)
  for (const row of rows) console.log(`  ${row.text}`)
  return rows.map(({ text: _, ...figures }) => figures)
}

async function sample({ port, process, name }: Contestant, next: () => Buffer, length: number): Promise<Sample> {
  const before = await cpuOf(process)
  const { requests, seconds: taken, errors } = await load({ port, connections, seconds: length, next })
  if (errors > 0) throw new TypeError(`${name} answered ${errors} of ${requests} requests with an error`)
  return { perSecond: requests / taken, cpu: ((await cpuOf(process)) - before) / requests }
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send('cpu')
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }]
  return cpu
}

function summary(contestant: string, taken: readonly Sample[], base: readonly Sample[]) {
  const ratios = taken.map(({ perSecond }, round) => perSecond / (base[round]?.perSecond ?? 1)).sort((a, b) => a - b)
  const ratio = median(ratios)
  const perSecond = median(taken.map(each => each.perSecond))
  const cpu = median(taken.map(each => each.cpu))
  const spread = [ratios[0] ?? 0, ratios.at(-1) ?? 0] as const
  const text = [
    contestant.padEnd(26),
    `${ratio.toFixed(2)} x`.padStart(8),
    `(${spread.map(each => each.toFixed(2)).join(' to ')})`.padEnd(16),
    `${Math.round(perSecond)}/s`.padStart(9),
    `${Math.round(cpu)} µs CPU`.padStart(12),
  ].join('  ')
  return { contestant, ratio, spread, perSecond: Math.round(perSecond), cpuMicroseconds: Math.round(cpu), text }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}
