import { join, resolve } from 'node:path'
import { databaseServer, neededIndexes, placeOf, tenantRules, usageRules } from '../app/index.ts'
import { resolveAudit } from '../audit/index.ts'
import { loadConfig } from '../config/index.ts'
import type { Logins } from '../data/index.ts'
import {
  formatNewMigration,
  formatStatus,
  migrate,
  newMigration,
  type ResolveOptions,
  resolveMigration,
  status,
} from '../data/migrations/index.ts'
import { openLog } from '../observability/index.ts'
import { command } from './command.ts'
import { commandErrors } from './errors.ts'
import { loadBackend } from './load.ts'
import { ink } from './print.ts'

/** `plinth migrate`: what is pending, where everything stands, and the next migration from the schema. */
export const migrateCommand = command({
  usage: 'plinth migrate [status | new <name>] [--retry <migration> | --done <migration>] [--dir <project>]',
  summary: 'Apply pending migrations; `status` shows them, `new` writes the next one from what changed in schema.ts.',
  flags: {
    dir: { type: 'string', doc: 'The project. Default: this folder.' },
    rename: {
      type: 'string',
      multiple: true,
      doc: 'With new: `old=new` for a table, `table.old=new` for a column. Keeps the data.',
    },
    'allow-data-loss': { type: 'boolean', doc: 'With new: write a migration that drops or rewrites data.' },
    retry: { type: 'string', doc: 'A half-applied migration whose work was undone: the next run begins it anew.' },
    done: { type: 'string', doc: 'A half-applied migration that was finished by hand.' },
  },
  async run({ values, rest }) {
    const directory = resolve(values.dir ?? '.')
    const folder = join(directory, 'migrations')
    const { rename: renames = [], retry, done } = values
    if (retry !== undefined) return settleHalf(directory, { folder, name: retry, as: 'retry' })
    if (done !== undefined) return settleHalf(directory, { folder, name: done, as: 'done' })
    const [verb = 'apply', name = 'change'] = rest
    if (verb === 'apply') return applyPending(directory, folder)
    if (verb === 'status') return showStatus(directory, folder)
    if (verb !== 'new') {
      throw commandErrors.COMMAND_MISUSED({ verb: 'migrate', problem: `There is no \`plinth migrate ${verb}\`.` })
    }
    const backend = await loadBackend(directory)
    const made = { folder, schema: backend.schema, tenants: tenantRules(backend) }
    const allowDataLoss = values['allow-data-loss'] === true
    console.log(formatNewMigration(await newMigration({ ...made, name, renames, allowDataLoss })))
    return 0
  },
})

/** Ends a half-applied state, as somebody who looked at it says. */
async function settleHalf(directory: string, half: Omit<ResolveOptions, 'owner'>): Promise<number> {
  await withLogins(directory, ({ owner }) => resolveMigration({ owner, ...half }))
  console.log(half.as === 'retry' ? `${half.name} will be tried again.` : `${half.name} counts as applied.`)
  return 0
}

async function applyPending(directory: string, folder: string): Promise<number> {
  const backend = await loadBackend(directory)
  const needed = neededIndexes(backend)
  const { applied, unwritten } = await withLogins(directory, ({ owner }) =>
    migrate({
      owner,
      folder,
      schema: backend.schema,
      needed,
      tenants: tenantRules(backend),
      usage: usageRules(backend),
      audit: resolveAudit(backend.audit, backend.schema).tables,
    }),
  )
  for (const name of applied) console.log(`${ink.good('applied')} ${name}`)
  if (applied.length === 0) console.log('Nothing to apply.')
  if (unwritten.length > 0)
    console.log(`schema.ts has ${unwritten.length} changes that no migration has: run \`plinth migrate new <name>\`.`)
  return 0
}

async function showStatus(directory: string, folder: string): Promise<number> {
  const { schema } = await loadBackend(directory)
  const found = await withLogins(directory, ({ owner }) => status({ owner, folder, schema }))
  console.log(formatStatus(found))
  return found.current ? 0 : 1
}

/** Runs `work` with the logins of a project's database, which is started for it where it is embedded. */
export async function withLogins<T>(directory: string, work: (logins: Logins) => Promise<T>): Promise<T> {
  const config = loadConfig()
  const log = await openLog({ level: config.LOG_LEVEL, pretty: process.stdout.isTTY })
  const server = await databaseServer(config, placeOf(directory), log)
  try {
    return await work(server.logins)
  } finally {
    await server.stop()
  }
}
