// Plinth against hand-written servers over the same database: get by id, a list of 20 with filter, sort and total, create.
// Everything is on in Plinth: identity, tenant and row-level security, policy, validation, limiter. The peers verify the
// same tokens with the same library. Contestants take turns within each round, so that noise hits all of them.
//
//   npm run bench -- [--rounds 7] [--seconds 1.5] [--connections 32] [--subjects get,list,create] [--json FILE]
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { begin, type Contestant, cpuOf, type Drive, end, type Sample, sample } from './contestant.ts'
import { databaseCpu, machineCpu } from './cpu.ts'
import { fill, startDatabase } from './fixture.ts'
import { requestsOf, signIn } from './requests.ts'
import { type Row, summarise, textOf } from './summary.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '1.5' },
    connections: { type: 'string', default: '32' },
    subjects: { type: 'string', default: 'get,list,create' },
    json: { type: 'string', default: join(import.meta.dirname, 'results', 'http.json') },
  },
})
const [rounds, seconds, connections] = [values.rounds, values.seconds, values.connections].map(Number) as [
  number,
  number,
  number,
]

const database = await startDatabase()
const env = {
  ...process.env,
  NODE_ENV: 'production',
  AUTH_SECRET: 'a secret for the bench, of more than 32 characters',
  LIMIT_API: '10000000',
  LIMIT_AUTH: '10000000',
  LIMIT_USER: '0',
  LOG_LEVEL: 'warn',
  DATABASE_POOL: '10',
  BENCH_DATABASE: JSON.stringify(database.app),
  BENCH_OWNER: JSON.stringify(database.owner),
}
const contestants: Contestant[] = []
try {
  contestants.push(
    await begin('node:http', 'node-http.ts', env),
    await begin('node:http, tokens cached', 'node-http.ts', { ...env, CACHED: '1' }),
    await begin('fastify', 'fastify.ts', env),
    await begin('plinth', 'plinth.ts', env),
  )
  const plinth = contestants.at(-1) as Contestant
  const { token, tenant } = await signIn(plinth.port, database.owner)
  const ids = await fill(database.owner, [tenant, ...Array.from({ length: 49 }, () => crypto.randomUUID())])
  const requests = requestsOf(token, ids)
  const results: Record<string, Row[]> = {}
  const before = await usage()
  for (const subject of values.subjects.split(',')) {
    const next = requests[subject]
    if (next === undefined) throw new TypeError(`No subject ${subject}: ${Object.keys(requests).join(', ')}`)
    results[subject] = await compare(next)
    console.log(`\n${subject}`)
    for (const row of results[subject]) console.log(`  ${textOf(row)}`)
  }
  const after = await usage()
  const others = (after.used - before.used - (after.ours - before.ours)) / (after.all - before.all)
  write(results, Math.max(0, Math.round(others * 100) / 100))
} finally {
  await Promise.all(contestants.map(end))
  await database.stop()
}

async function compare(next: () => Buffer): Promise<Row[]> {
  const drive: Drive = { next, connections, seconds, databaseCpu: () => databaseCpu(database.pid) }
  for (const contestant of contestants) await sample(contestant, { ...drive, seconds: 0.5 })
  const taken = new Map(contestants.map(contestant => [contestant.name, [] as Sample[]]))
  for (let round = 0; round < rounds; round++) {
    const turned = contestants.map((_, at) => contestants[(at + round) % contestants.length] as Contestant)
    for (const contestant of turned) taken.get(contestant.name)?.push(await sample(contestant, drive))
  }
  return [...taken].map(([name, samples]) => summarise(name, samples, taken.get('node:http') ?? []))
}

/** What the machine has used, and what of it was the bench. */
async function usage(): Promise<{ readonly used: number; readonly all: number; readonly ours: number }> {
  const { user, system } = process.cpuUsage()
  const servers = await Promise.all(contestants.map(contestant => cpuOf(contestant.process)))
  const ours = servers.reduce((sum, cpu) => sum + cpu, user + system) + (databaseCpu(database.pid) ?? 0)
  return { ...machineCpu(), ours }
}

/** `others` is the share of the machine that went to somebody else: over a tenth, throughput says little. */
function write(results: Record<string, Row[]>, others: number): void {
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version, postgres: database.version }
  const report = { date: new Date().toISOString(), machine, others, rounds, seconds, connections, results }
  mkdirSync(dirname(values.json), { recursive: true })
  writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`)
  console.log(`\n${Math.round(others * 100)} % of the machine went to others; written to ${values.json}`)
}
