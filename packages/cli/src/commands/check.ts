import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { command, ink, loadBackend } from 'plinth/commands'
import type { Blueprint } from '../blueprint/blueprint.ts'
import { compare, type Difference, isNote, unused } from '../blueprint/compare/compare.ts'
import type { Unresolved } from '../blueprint/endpoint.ts'
import { annotationsOf } from './annotate.ts'
import { plainText, sentenceOf } from './difference.ts'
import { cliErrors } from './errors.ts'
import { readFrontends } from './read.ts'
import { columns } from './table.ts'

/** `plinth check`: a frontend against the backend's own description, in both directions. Needs no database. */
export const checkCommand = command({
  usage: 'plinth check FRONTEND [FRONTEND…] [--backend DIR] [--json | --github]',
  summary: 'Compare what a frontend asks for with what the backend offers. Exit 1 and a list when they differ.',
  flags: {
    backend: { type: 'string', doc: 'The project. Default: this folder.' },
    json: { type: 'boolean', doc: 'The differences as JSON.' },
    github: { type: 'boolean', doc: 'The differences as annotations of a GitHub workflow, each at its line.' },
    pending: { type: 'boolean', doc: 'Count endpoints that answer 501 as differences too.' },
    unused: { type: 'boolean', doc: 'List operations that no frontend asks for, too. They make no exit 1.' },
  },
  async run({ values, rest }) {
    if (rest.length === 0) throw cliErrors.FRONTEND_MISSING({ folder: '(none was named)' })
    const { openapiOf } = await import('plinth')
    const document = openapiOf(await loadBackend(resolve(values.backend ?? '.')))
    const { blueprint } = await readFrontends(rest)
    const found = compare(blueprint.endpoints, document, leftIn(resolve(values.backend ?? '.')))
    const differences = found.filter(each => !isNote(each) || (each.kind === 'pending' && values.pending === true))
    const keys = found.filter(({ kind }) => kind === 'key' || kind === 'ignored')
    const left = values.unused === true ? unused(blueprint.endpoints, document) : []
    const shown = [...differences, ...keys, ...left]
    if (values.json === true) console.log(JSON.stringify(shown, undefined, 2))
    else if (values.github === true) for (const line of annotationsOf(shown, folderOf(rest))) console.log(line)
    else for (const line of columns(rowsOf(shown), '')) console.log(line)
    const pending = values.pending === true ? 0 : found.filter(({ kind }) => kind === 'pending').length
    const counts = [differences.length, pending, blueprint.endpoints.length] as const
    if (values.json !== true) console.log(`${shown.length > 0 ? '\n' : ''}${verdict(...counts)}`)
    return differences.length === 0 ? 0 : 1
  },
})

/** What the project's own blueprint leaves to the user; nothing where there is none, or it cannot be read. */
function leftIn(directory: string): Pick<Unresolved, 'text'>[] {
  try {
    const { unresolved } = JSON.parse(readFileSync(join(directory, 'blueprint.json'), 'utf8')) as Partial<Blueprint>
    return Array.isArray(unresolved) ? unresolved.filter(each => typeof each?.text === 'string') : []
  } catch {
    return []
  }
}

/** Places in several frontends begin with the folder already. */
function folderOf([folder = '.', ...others]: readonly string[]): string {
  return others.length === 0 ? folder : '.'
}

function rowsOf(differences: readonly Difference[]): string[][] {
  return differences.map(difference => {
    const [place] = difference.evidence
    const at = place === undefined ? '' : `${plainText(place.file)}:${place.line}`
    return [plainText(difference.endpoint), sentenceOf(difference, ink.strong), ink.faint(at)]
  })
}

function verdict(differences: number, pending: number, endpoints: number): string {
  const said =
    differences === 0
      ? ink.good('The backend serves what the frontend asks for.')
      : ink.bad(`${differences} differences.`)
  return `${said} ${endpoints} endpoints compared.${pending === 0 ? '' : ` ${pending} endpoints answer 501.`}`
}
