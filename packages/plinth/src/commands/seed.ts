import { resolve } from 'node:path'
import { createApp } from '../app/index.ts'
import { command } from './command.ts'
import { loadBackend } from './load.ts'
import { ink } from './print.ts'
import { loadSeeds } from './seeds.ts'

/** `plinth seed`: demo data into the configured database. */
export const seedCommand = command({
  usage: 'plinth seed [PROJECT]',
  summary: 'Put the demo data of seeds/ in; what ran before is left alone.',
  flags: {},
  async run({ rest }) {
    const directory = resolve(rest[0] ?? '.')
    const app = await createApp(await loadBackend(directory), { directory })
    try {
      for (const [name, seed] of await loadSeeds(directory)) {
        console.log((await app.seed(name, seed)) ? `${ink.good('seeded')} ${name}` : `${name} ran before`)
      }
    } finally {
      await app.stop()
    }
    return 0
  },
})
