import { resolve } from 'node:path'
import { resolveAudit } from '../audit/index.ts'
import { pruneEntries } from '../data/migrations/index.ts'
import { command } from './command.ts'
import { commandErrors } from './errors.ts'
import { loadBackend } from './load.ts'
import { withLogins } from './migrate.ts'
import { ink } from './print.ts'

/** `plinth audit prune`: drops the months that are older than `audit.keep`. For a nightly cron. */
export const auditCommand = command({
  usage: 'plinth audit prune [PROJECT]',
  summary: 'Drop the months of the audit that are older than `audit.keep` days.',
  flags: {},
  async run({ rest: [verb, directory = '.'] }) {
    if (verb !== 'prune') throw commandErrors.COMMAND_MISUSED({ verb: 'audit', problem: 'Say `plinth audit prune`.' })
    const place = resolve(directory)
    const { audit, schema } = await loadBackend(place)
    const { keep } = resolveAudit(audit, schema)
    const dropped = await withLogins(place, ({ owner }) => pruneEntries(owner, keep))
    for (const name of dropped) console.log(`${ink.good('dropped')} ${name}`)
    if (dropped.length === 0) console.log(`Nothing is older than ${keep} days.`)
    return 0
  },
})
