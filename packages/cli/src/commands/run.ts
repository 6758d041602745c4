import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { command, ink, startProject } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { prepare, writeProject } from '../generator/index.ts'
import { jsonText } from '../generator/json.ts'
import { buildFrontend, findBuild } from './build.ts'
import { printPending } from './new.ts'
import { projectName, readFrontends } from './read.ts'
import { report } from './report.ts'

/** `plinth run`: a frontend and its backend, to look at. */
export const runCommand = command({
  usage: 'plinth run FRONTEND [--into DIR] [--build] [--fresh]',
  summary:
    'Read a frontend, write its backend into .plinth/<name>, and start both on one port. Ctrl-C stops everything.',
  flags: {
    into: { type: 'string', doc: 'Where to write the backend. Default: .plinth/<name>.' },
    fresh: { type: 'boolean', doc: 'Forget the backend that was written before, with its data.' },
    build: { type: 'boolean', doc: 'Run the frontend’s own build script first. That is its authors’ code.' },
  },
  async run({ values, rest }) {
    const frontend = resolve(rest[0] ?? '.')
    const name = projectName(frontend)
    const directory = resolve(values.into ?? join('.plinth', name))
    if (values.fresh === true) rmSync(directory, { recursive: true, force: true })
    const { blueprint, files, seconds } = await readFrontends([frontend], name)
    console.log(`${ink.strong(name)}  ${ink.faint(`${files} files read in ${seconds.toFixed(2)} s`)}\n`)
    console.log(`${report(blueprint)}\n`)
    await settle(directory, blueprint)
    printPending(blueprint)
    if (values.build === true) await buildFrontend(frontend)
    return startProject({ directory, site: findBuild(frontend, blueprint), seed: true })
  },
})

/** Writes the backend, unless it stands there for the same blueprint already. */
async function settle(directory: string, blueprint: Blueprint): Promise<void> {
  const file = join(directory, 'blueprint.json')
  const shown = ink.faint(relative('.', directory))
  if (existsSync(file) && readFileSync(file, 'utf8') === jsonText(blueprint)) {
    console.log(`${ink.good('unchanged')} ${shown}\n`)
    return
  }
  const { written, kept } = await writeProject(directory, blueprint)
  await prepare(directory)
  console.log(`${ink.good('wrote')} ${written.length} files to ${shown}`)
  for (const path of kept) console.log(`${ink.faint('kept')}  ${path} ${ink.faint('(changed by hand)')}`)
  console.log('')
}
