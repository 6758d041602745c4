// What the second wall costs: one backend, a million rows of 1,000 tenants, asked in turns with row-level security and
// without, so that only the predicate of the statements is left. CPU time a request, server and database together.
//
//   node --conditions=source bench/tenancy.bench.ts [--rounds 9] [--seconds 1.5] [--tenants 1000] [--json FILE]
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { begin, type Contestant, type Drive, end, type Sample, sample } from './contestant.ts'
import { databaseCpu } from './cpu.ts'
import { startDatabase } from './fixture.ts'
import { requestsOf, signIn } from './requests.ts'
import { type Row, summarise, textOf } from './summary.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '1.5' },
    tenants: { type: 'string', default: '1000' },
    json: { type: 'string', default: join(import.meta.dirname, 'results', 'tenancy.json') },
  },
})
const rowsPerTenant = 1_000
const [rounds, seconds, tenants] = [values.rounds, values.seconds, values.tenants].map(Number) as [
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
let server: Contestant | undefined
const owner = new pg.Client(database.owner)
try {
  await owner.connect()
  server = await begin('plinth', 'plinth.ts', env)
  const { token, tenant } = await signIn(server.port, database.owner)
  const ids = await fill(tenant)
  const requests = requestsOf(token, ids)
  const results: Record<string, Row[]> = {}
  for (const subject of ['get', 'list']) {
    results[subject] = await compare(server, requests[subject] as () => Buffer)
    console.log(`\n${subject}`)
    for (const row of results[subject]) console.log(`  ${textOf(row)}`)
  }
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, node: process.version, postgres: database.version }
  const report = {
    date: new Date().toISOString(),
    machine,
    tenants,
    rows: tenants * rowsPerTenant,
    rounds,
    seconds,
    results,
  }
  mkdirSync(dirname(values.json), { recursive: true })
  writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`)
} finally {
  await owner.end()
  if (server !== undefined) await end(server)
  await database.stop()
}

/** A thousand rows of each tenant, as they come in life: the tenants' rows lie mixed. */
async function fill(tenant: string): Promise<string[]> {
  await owner.query(
    `insert into items (tenant_id, name, status, price_cents, description, created_at)
     select case t when 0 then $1 else md5(t::text)::uuid::text end, 'Item ' || n,
       (array['draft','active','archived'])[1 + n % 3], n, 'A thing with a number, and a sentence about it.',
       now() - n * interval '1 minute'
     from generate_series(1, ${rowsPerTenant}) n, generate_series(0, ${tenants - 1}) t`,
    [tenant],
  )
  await owner.query('vacuum analyze items')
  const { rows } = await owner.query('select id from items where tenant_id = $1', [tenant])
  return rows.map(row => row.id)
}

/** The policy is switched off and on again in turns; each time the connections plan anew before they are measured. */
async function compare(contestant: Contestant, next: () => Buffer): Promise<Row[]> {
  const drive: Drive = { next, connections: 16, seconds, databaseCpu: () => databaseCpu(database.pid) }
  const walls = [
    { name: 'predicate', state: 'disable' },
    { name: 'predicate and policy', state: 'enable' },
  ] as const
  const taken = new Map(walls.map(({ name }) => [name as string, [] as Sample[]]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, state } of round % 2 === 0 ? walls : walls.toReversed()) {
      await owner.query(`alter table items ${state} row level security`)
      await sample(contestant, { ...drive, seconds: 0.3 })
      taken.get(name)?.push(await sample(contestant, drive))
    }
  }
  return [...taken].map(([name, samples]) => summarise(name, samples, taken.get('predicate') ?? []))
}
