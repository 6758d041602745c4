import { writeFileSync } from 'node:fs'
import { command, ink } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { pageOf, sourcesIn } from '../report/index.ts'
import { cliErrors } from './errors.ts'
import { inputFlags, readFrontends, silent } from './read.ts'
import { report } from './report.ts'

/** `plinth detect`: what a frontend asks for, as a table or as the blueprint. */
export const detectCommand = command({
  usage: 'plinth detect FRONTEND [FRONTEND…] [--openapi FILE] [--har FILE] [--json] [--html FILE]',
  summary: 'Show the endpoints, resources and features that a frontend asks for, each with its place.',
  flags: {
    json: { type: 'boolean', doc: 'The blueprint as JSON, the same bytes for the same input.' },
    html: { type: 'string', doc: 'Write a page to review it with: one file, no network, evidence opens the code.' },
    ...inputFlags,
    name: { type: 'string', doc: 'Name of the backend. Default: from the folder.' },
  },
  async run({ values, rest }) {
    if (rest.length === 0 && values.openapi === undefined && values.har === undefined)
      throw cliErrors.FRONTEND_MISSING({ folder: '(none was named)' })
    const { blueprint, files, seconds } = await readFrontends(rest, values.name, { ...values, evenSilent: true })
    if (values.html !== undefined) {
      writePage(values.html, pageOf(blueprint, sourcesIn(rest, values.openapi)))
      if (values.json !== true) console.log(`${ink.good('wrote')} ${values.html}`)
    }
    if (values.json === true) {
      console.log(JSON.stringify(blueprint, undefined, 2))
      return 0
    }
    if (values.html !== undefined) return 0
    if (saysNothing(blueprint)) throw silent(rest, blueprint)
    const frameworks = blueprint.frontends.map(({ framework }) => framework).join(', ')
    console.log(
      `${ink.strong(blueprint.name)}  ${ink.faint(`${frameworks}, ${files} files in ${seconds.toFixed(2)} s`)}\n`,
    )
    console.log(report(blueprint))
    return 0
  },
})

/** Nothing that somebody could look at: no endpoints, documents, calls of packages, sockets, or what stayed open. */
function saysNothing({ endpoints, operations, sdk, sockets, unresolved }: Blueprint): boolean {
  return [endpoints, operations, sdk, sockets, unresolved].every(list => (list ?? []).length === 0)
}

function writePage(file: string, page: string): void {
  try {
    writeFileSync(file, page)
  } catch (cause) {
    throw cliErrors.FILE_UNWRITABLE({ file, problem: (cause as Error).message }, { cause })
  }
}
