import type { Difference } from '../blueprint/compare/compare.ts'

const says: Readonly<Record<Difference['kind'], string>> = {
  endpoint: 'is not served',
  pending: 'answers 501',
  query: 'does not take the query word',
  body: 'does not take the field',
  answer: 'does not answer with',
  required: 'needs what is not sent:',
  type: 'takes another kind of value for',
  answerType: 'answers with another kind of value in',
  key: 'has keys of another kind in',
  unused: 'is not asked for',
  ignored: 'is left to you, without',
}

/** What differs, as a sentence without its subject. Control signs in names become question marks. */
export function sentenceOf({ kind, name, detail }: Difference, strong = (text: string) => text): string {
  const about = name === '' ? '' : ` ${strong(plainText(name))}`
  return `${says[kind]}${about}${detail === undefined ? '' : `: ${plainText(detail)}`}`
}

/** Text for one line: a name in somebody's code may hold line breaks and commands for a terminal. */
export function plainText(text: string): string {
  return text.replace(/\p{Cc}/gu, '?')
}
