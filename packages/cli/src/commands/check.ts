import { resolve } from 'node:path'
import { command, ink, loadBackend } from 'plinth/commands'
import { compare, type Difference } from '../blueprint/compare.ts'
import { cliErrors } from './errors.ts'
import { readFrontends } from './read.ts'
import { columns } from './table.ts'

const says: Readonly<Record<Difference['kind'], string>> = {
  endpoint: 'is not served',
  pending: 'answers 501',
  query: 'does not take the query word',
  body: 'does not take the field',
  answer: 'does not answer with',
}

/** `plinth check`: a frontend against the backend's own description. Needs no database. */
export const checkCommand = command({
  usage: 'plinth check FRONTEND [FRONTEND…] [--backend DIR] [--json]',
  summary: 'Compare what a frontend asks for with what the backend offers. Exit 1 and a list when they differ.',
  flags: {
    backend: { type: 'string', doc: 'The project. Default: this folder.' },
    json: { type: 'boolean', doc: 'The differences as JSON.' },
    pending: { type: 'boolean', doc: 'Count endpoints that answer 501 as differences too.' },
  },
  async run({ values, rest }) {
    if (rest.length === 0) throw cliErrors.FRONTEND_MISSING({ folder: '(none was named)' })
    const { openapiOf } = await import('plinth')
    const document = openapiOf(await loadBackend(resolve(values.backend ?? '.')))
    const { blueprint } = await readFrontends(rest)
    const found = compare(blueprint.endpoints, document)
    const differences = found.filter(({ kind }) => kind !== 'pending' || values.pending === true)
    if (values.json === true) console.log(JSON.stringify(differences, undefined, 2))
    else print(differences, found.length - differences.length, blueprint.endpoints.length)
    return differences.length === 0 ? 0 : 1
  },
})

function print(differences: readonly Difference[], pending: number, endpoints: number): void {
  const rows = differences.map(({ endpoint, kind, name, evidence: [place] }) => [
    endpoint,
    `${says[kind]}${name === '' ? '' : ` ${ink.strong(name)}`}`,
    ink.faint(place === undefined ? '' : `${place.file}:${place.line}`),
  ])
  for (const line of columns(rows, '')) console.log(line)
  if (differences.length > 0) console.log('')
  const verdict =
    differences.length === 0
      ? ink.good('The backend serves what the frontend asks for.')
      : ink.bad(`${differences.length} differences.`)
  const left = pending === 0 ? '' : ` ${pending} endpoints answer 501.`
  console.log(`${verdict} ${endpoints} endpoints compared.${left}`)
}
