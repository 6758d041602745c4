import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { command } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { settleProject } from '../generator/index.ts'
import { cliErrors } from './errors.ts'
import { projectName } from './name.ts'
import { printPending, printWritten } from './print.ts'
import { blueprintFrom, inputFlags, type OtherInputs, readFrontends } from './read.ts'
import { vendorPackages } from './vendor.ts'

/** `plinth new`: a project of one's own. */
export const newCommand = command({
  usage: 'plinth new DIR --from FRONTEND [--from OTHER] | --openapi FILE | --har FILE | --blueprint FILE',
  summary: 'Write a backend project that serves what a frontend asks for.',
  flags: {
    from: { type: 'string', multiple: true, doc: 'A frontend to read. Several make one backend.' },
    ...inputFlags,
    blueprint: { type: 'string', doc: 'A blueprint that was reviewed, instead of a frontend.' },
    rename: {
      type: 'string',
      multiple: true,
      doc: 'In a project that was written before: `old=new` for a table, `table.old=new` for a column. Keeps the data.',
    },
    'allow-data-loss': { type: 'boolean', doc: 'There, too: write a migration that drops or rewrites data.' },
  },
  async run({ values, rest }) {
    const [folder] = rest
    if (folder === undefined) throw cliErrors.FOLDER_UNNAMED()
    const directory = resolve(folder)
    refuseForeign(directory)
    const blueprint = await blueprintOf(values, projectName(directory))
    const vendor = await vendorPackages(join(directory, 'vendor'))
    const answers = { renames: values.rename ?? [], allowDataLoss: values['allow-data-loss'] === true }
    printWritten(directory, await settleProject(directory, blueprint, { vendor, ...answers }))
    printPending(blueprint)
    console.log(`Next:\n  cd ${relative('.', directory) || '.'}\n  npm install\n  npm test\n  npm start`)
    return 0
  },
})

async function blueprintOf(
  values: OtherInputs & { from?: string[]; blueprint?: string },
  name: string,
): Promise<Blueprint> {
  if (values.blueprint !== undefined) return blueprintFrom(values.blueprint)
  if (values.from === undefined && values.openapi === undefined && values.har === undefined)
    throw cliErrors.SOURCE_MISSING()
  return (await readFrontends(values.from ?? [], name, values)).blueprint
}

/** A folder may be new, empty, or a project that Plinth wrote before. */
function refuseForeign(directory: string): void {
  if (!existsSync(directory) || existsSync(join(directory, 'blueprint.json'))) return
  if (readdirSync(directory).some(name => !name.startsWith('.')))
    throw cliErrors.FOLDER_TAKEN({ folder: relative('.', directory) })
}
