import { describeConfig, loadConfig } from '../config/index.ts'
import { command } from './command.ts'
import { ink } from './print.ts'

/** `plinth config`: every variable, its default, and the value in force with secrets masked. */
export const configCommand = command({
  usage: 'plinth config [--json]',
  summary: 'Print every variable, with secrets masked. Exit 1 and all problems when the configuration is not valid.',
  flags: { json: { type: 'boolean', doc: 'As JSON.' } },
  async run({ values }) {
    const rows = describeConfig(loadConfig())
    if (values.json === true) {
      console.log(JSON.stringify(rows, undefined, 2))
      return 0
    }
    const width = Math.max(...rows.map(row => row.name.length))
    for (const { name, value, default: fallback, doc } of rows) {
      console.log(`${ink.strong(name.padEnd(width))}  ${value ?? fallback}`)
      console.log(`${' '.repeat(width)}  ${ink.faint(doc)}`)
    }
    return 0
  },
})
