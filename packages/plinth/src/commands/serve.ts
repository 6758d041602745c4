import { type App, createApp, type Seed } from '../app/index.ts'
import { loadConfig } from '../config/index.ts'
import { openLog } from '../observability/index.ts'
import { loadBackend } from './load.ts'
import { ink } from './print.ts'
import { loadSeeds } from './seeds.ts'
import type { StartOptions } from './start.ts'

/** What `startProject` does, with everything that a server needs imported. */
export async function serveProject(options: StartOptions): Promise<number> {
  const { directory, site, seed = false, migrate = false, port, since = 0 } = options
  const config = loadConfig()
  const log = await openLog({ level: config.LOG_LEVEL, pretty: process.stdout.isTTY })
  const signalled = untilSignal()
  const backend = await loadBackend(directory)
  const app = await createApp(backend, {
    directory,
    config,
    log,
    site,
    ...(migrate ? { migrations: 'apply' as const } : {}),
  })
  try {
    const seeds = seed ? await loadSeeds(directory) : new Map<string, Seed>()
    for (const [name, each] of seeds) await app.seed(name, each)
    const url = await app.listen(port === undefined ? {} : { port })
    announce({ name: backend.name, url, app, seeds, site, milliseconds: performance.now() - since })
    await signalled
  } finally {
    await app.stop()
  }
  return 0
}

interface Announcement {
  readonly name: string
  readonly url: string
  readonly app: App
  readonly seeds: ReadonlyMap<string, Seed>
  readonly site: string | undefined
  readonly milliseconds: number
}

function announce({ name, url, app, seeds, site, milliseconds }: Announcement): void {
  const rows = [
    ...(site === undefined ? [] : [['page', ink.link(url)]]),
    ['api', ink.link(`${url}${app.base}`)],
    ['docs', ink.link(`${url}/docs`)],
    ['health', ink.link(`${url}/health/ready`)],
    ['data', app.database],
  ]
  for (const { logins } of seeds.values()) {
    for (const { email, username, password, role } of logins) {
      rows.push([
        'log in',
        `${email ?? username}  ${password}${role === undefined ? '' : `  ${ink.faint(String(role))}`}`,
      ])
    }
  }
  console.log(`\n${ink.strong(name)} is ready in ${(milliseconds / 1000).toFixed(2)} s\n`)
  for (const [label = '', text] of rows) console.log(`  ${ink.faint(label.padEnd(6))}  ${text}`)
  console.log(`\n${ink.faint('Ctrl-C stops everything.')}`)
}

/** Resolves at the first SIGINT or SIGTERM. The second one ends the process at once. */
function untilSignal(): Promise<void> {
  return new Promise(resolve => {
    let asked = false
    const ask = (): void => {
      if (asked) process.exit(130)
      asked = true
      resolve()
    }
    process.on('SIGINT', ask).on('SIGTERM', ask)
  })
}
