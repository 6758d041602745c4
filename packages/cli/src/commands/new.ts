import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { command, ink } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { prepare, writeProject } from '../generator/index.ts'
import { cliErrors } from './errors.ts'
import { blueprintFrom, projectName, readFrontends } from './read.ts'
import { vendorPackages } from './vendor.ts'

/** `plinth new`: a project of one's own. */
export const newCommand = command({
  usage: 'plinth new DIR --from FRONTEND [--from OTHER] | --blueprint FILE',
  summary: 'Write a backend project that serves what a frontend asks for.',
  flags: {
    from: { type: 'string', multiple: true, doc: 'A frontend to read. Several make one backend.' },
    blueprint: { type: 'string', doc: 'A blueprint that was reviewed, instead of a frontend.' },
  },
  async run({ values, rest }) {
    const [folder] = rest
    if (folder === undefined) throw cliErrors.FOLDER_UNNAMED()
    const directory = resolve(folder)
    refuseForeign(directory)
    const blueprint = await blueprintOf(values, projectName(directory))
    const vendor = await vendorPackages(join(directory, 'vendor'))
    const written = await writeProject(directory, blueprint, { vendor })
    await prepare(directory)
    for (const path of written.kept) console.log(`${ink.faint('kept')}  ${path} ${ink.faint('(changed by hand)')}`)
    console.log(`${ink.good('wrote')} ${written.written.length} files to ${relative('.', directory) || '.'}\n`)
    printPending(blueprint)
    console.log(`Next:\n  cd ${relative('.', directory) || '.'}\n  npm install\n  npm test\n  npm start`)
    return 0
  },
})

async function blueprintOf(values: { from?: string[]; blueprint?: string }, name: string): Promise<Blueprint> {
  if (values.blueprint !== undefined) return blueprintFrom(values.blueprint)
  if (values.from === undefined) throw cliErrors.SOURCE_MISSING()
  return (await readFrontends(values.from, name)).blueprint
}

/** A folder may be new, empty, or a project that Plinth wrote before. */
function refuseForeign(directory: string): void {
  if (!existsSync(directory) || existsSync(join(directory, 'blueprint.json'))) return
  if (readdirSync(directory).some(name => !name.startsWith('.')))
    throw cliErrors.FOLDER_TAKEN({ folder: relative('.', directory) })
}

/** What nobody could derive, by name: it answers 501 until somebody writes it. */
export function printPending({ actions }: Blueprint): void {
  const pending = actions.filter(action => action.kind === 'pending')
  if (pending.length === 0) return
  console.log(`${ink.strong('Left to you')}: these answer 501 until you write them`)
  for (const { method, path, reason, evidence } of pending) {
    const [place] = evidence
    console.log(
      `  ${method} ${path}  ${ink.faint(`${reason}${place === undefined ? '' : `, ${place.file}:${place.line}`}`)}`,
    )
  }
  console.log('')
}
