import { join, relative, resolve } from 'node:path'
import { command, ink, startProject } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import type { SettleOptions } from '../generator/index.ts'
import { buildFrontend, findBuild } from './build.ts'
import { projectName } from './name.ts'
import { printPending, printWritten } from './print.ts'
import { frontendPrint, recall, remember } from './recall.ts'
import { report } from './report.ts'
import { moveAside } from './reset.ts'

/** `plinth run`: a frontend and its backend, to look at. */
export const runCommand = command({
  usage: 'plinth run FRONTEND [--into DIR] [--build] [--rename old=new] [--allow-data-loss | --reset]',
  summary:
    'Read a frontend, write its backend into .plinth/<name>, and start both on one port. Ctrl-C stops everything.',
  flags: {
    into: { type: 'string', doc: 'Where to write the backend. Default: .plinth/<name>.' },
    build: { type: 'boolean', doc: 'Run the frontend’s own build script first. That is its authors’ code.' },
    rename: {
      type: 'string',
      multiple: true,
      doc: '`old=new` for a table, `table.old=new` for a column: what has another name now keeps its data.',
    },
    'allow-data-loss': { type: 'boolean', doc: 'Write a migration that drops or rewrites data.' },
    reset: { type: 'boolean', doc: 'Begin with an empty database: the old one is moved aside, with its migrations.' },
  },
  async run({ values, rest }) {
    const frontend = resolve(rest[0] ?? '.')
    const name = projectName(frontend)
    const directory = resolve(values.into ?? join('.plinth', name))
    if (values.reset === true) await startOver(directory)
    const answers = { renames: values.rename ?? [], allowDataLoss: values['allow-data-loss'] === true }
    const blueprint = unchanged(frontend, directory) ?? (await readAndWrite({ frontend, name, directory }, answers))
    printPending(blueprint)
    if (values.build === true) await buildFrontend(frontend)
    return startProject({ directory, site: findBuild(frontend, blueprint), seed: true })
  },
})

interface Run {
  readonly frontend: string
  readonly name: string
  readonly directory: string
}

/** What was found the last time, where reading again would find the same. */
function unchanged(frontend: string, directory: string): Blueprint | undefined {
  const known = recall(frontend, directory)
  if (known === undefined) return undefined
  const { blueprint, since } = known
  print(blueprint, `unchanged since ${timeOf(since)}, not read again; the backend is in ${shown(directory)}`)
  return blueprint
}

/** The reader is imported only here: a start that has nothing to read does not pay for it. */
async function readAndWrite({ frontend, name, directory }: Run, answers: SettleOptions): Promise<Blueprint> {
  const [{ readFrontends }, { settleProject }] = await Promise.all([
    import('./read.ts'),
    import('../generator/index.ts'),
  ])
  const known = frontendPrint(frontend)
  const { blueprint, files, seconds } = await readFrontends([frontend], name)
  print(blueprint, `${files} files read in ${seconds.toFixed(2)} s`)
  printWritten(directory, await settleProject(directory, blueprint, answers))
  remember(known, directory)
  return blueprint
}

async function startOver(directory: string): Promise<void> {
  const old = await moveAside(directory)
  const said = old === undefined ? 'There was no database yet.' : `The old database is in ${shown(old)}.`
  console.log(`${ink.good('reset')} ${ink.faint(said)}\n`)
}

function print(blueprint: Blueprint, how: string): void {
  console.log(`${ink.strong(blueprint.name)}  ${ink.faint(how)}\n`)
  console.log(`${report(blueprint)}\n`)
}

function shown(path: string): string {
  return relative('.', path) || '.'
}

/** `2026-01-31 12:00`, here. */
function timeOf(moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' }).format(moment)
}
