import { resolve } from 'node:path'
import { createApp } from '../app/index.ts'
import { command } from './command.ts'
import { commandErrors } from './errors.ts'
import { loadBackend } from './load.ts'
import { ink } from './print.ts'

/** `plinth keys rotate`: signs with a new key from now on; what the old ones signed stays valid. */
export const keysCommand = command({
  usage: 'plinth keys rotate [PROJECT]',
  summary: 'Sign access tokens with a new key from now on. What older keys signed stays valid until it expires.',
  flags: {},
  async run({ rest: [verb, directory = '.'] }) {
    if (verb !== 'rotate') throw commandErrors.COMMAND_MISUSED({ verb: 'keys', problem: 'Say `plinth keys rotate`.' })
    const place = resolve(directory)
    const app = await createApp(await loadBackend(place), { directory: place })
    try {
      const kid = await app.auth?.rotateKeys()
      console.log(
        kid === undefined ? 'HS256 signs with AUTH_SECRET: change that instead.' : `${ink.good('signs with')} ${kid}`,
      )
    } finally {
      await app.stop()
    }
    return 0
  },
})
