import { command, ink } from 'plinth/commands'
import { cliErrors } from './errors.ts'
import { readFrontends } from './read.ts'
import { report } from './report.ts'

/** `plinth detect`: what a frontend asks for, as a table or as the blueprint. */
export const detectCommand = command({
  usage: 'plinth detect FRONTEND [FRONTEND…] [--json]',
  summary: 'Show the endpoints, resources and features that a frontend asks for, each with its place.',
  flags: {
    json: { type: 'boolean', doc: 'The blueprint as JSON, the same bytes for the same input.' },
    name: { type: 'string', doc: 'Name of the backend. Default: from the folder.' },
  },
  async run({ values, rest }) {
    if (rest.length === 0) throw cliErrors.FRONTEND_MISSING({ folder: '(none was named)' })
    const { blueprint, files, seconds } = await readFrontends(rest, values.name)
    if (values.json === true) {
      console.log(JSON.stringify(blueprint, undefined, 2))
      return 0
    }
    const frameworks = blueprint.frontends.map(({ framework }) => framework).join(', ')
    console.log(
      `${ink.strong(blueprint.name)}  ${ink.faint(`${frameworks}, ${files} files in ${seconds.toFixed(2)} s`)}\n`,
    )
    console.log(report(blueprint))
    return 0
  },
})
