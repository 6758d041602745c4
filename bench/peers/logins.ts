// Plinth with people and nothing else. Answers how late its event loop was since it was asked last, in milliseconds.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApp, defineBackend } from 'plinth'
import { id, pgTable, text, timestamps } from 'plinth/schema'
import { newMigration } from '../../packages/plinth/src/data/migrations/index.ts'

const users = pgTable('users', { id: id(), email: text().notNull().unique(), ...timestamps() })
const backend = defineBackend({ name: 'logins', schema: { users }, auth: { users }, modules: [] })

const [app, owner] = [JSON.parse(process.env.BENCH_DATABASE ?? '{}'), JSON.parse(process.env.BENCH_OWNER ?? '{}')]
const login = (config: object) => ({ config, variable: 'DATABASE_URL', shown: 'the database of the bench' })
const directory = mkdtempSync(join(tmpdir(), 'plinth-bench-'))
await newMigration({ folder: join(directory, 'migrations'), schema: backend.schema, name: 'initial' })
const server = { logins: { app: login(app), owner: login(owner) }, shown: 'bench', embedded: false }
const running = await createApp(backend, { directory, server, migrations: 'apply' })
const port = Number(new URL(await running.listen({ port: 0 })).port)

const lag = monitorEventLoopDelay({ resolution: 1 })
lag.enable()
process.on('message', message => {
  if (message === 'exit') process.exit()
  // The timer's own millisecond is no delay.
  const [median, most, max] = [lag.percentile(50), lag.percentile(99), lag.max].map(ns => Math.max(0, ns / 1e6 - 1))
  process.send?.({ median, most, max })
  lag.reset()
})
process.send?.({ port })
