import { posix } from 'node:path'
import { type Difference, isNote } from '../blueprint/compare/compare.ts'
import { sentenceOf } from './difference.ts'

/** Differences as commands of GitHub's workflows: each stands at its line in a pull request. */
export function annotationsOf(differences: readonly Difference[], folder: string): string[] {
  return differences.map(difference => {
    const level = isNote(difference) ? 'warning' : 'error'
    const [place] = difference.evidence
    const at = place === undefined ? [] : [`file=${property(pathOf(folder, place.file))}`, `line=${place.line}`]
    const words = [...at, `title=${property('plinth check')}`].join(',')
    return `::${level} ${words}::${message(`${difference.endpoint} ${sentenceOf(difference)}`)}`
  })
}

/** Seen from where the command runs, which in a workflow is the repository. */
function pathOf(folder: string, file: string): string {
  return posix.join(folder.replaceAll('\\', '/'), file.replace(/#.*$/s, ''))
}

/** A per cent sign and line breaks end or change a command; names come from other people's code. */
function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
