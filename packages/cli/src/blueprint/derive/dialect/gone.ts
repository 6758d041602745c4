import type { Ask } from '../facts/facts.ts'
import type { Draft } from '../tables/draft.ts'
import type { Envelope, Template } from './envelope.ts'

/** What the answer to a delete may say, and what it says when the row is gone. */
const said: readonly (readonly [name: RegExp, value: Template])[] = [
  [/^(success|ok)$/, true],
  [/^(message|msg|detail)$/, 'Deleted.'],
  [/^(error|errors|err)$/, null],
]

/** The body of an answer to a delete that says how it went; undefined where more is read, or nothing. */
export function goneAnswer({ method, endpoint: { reads } }: Ask): { [key: string]: Template } | undefined {
  const entries = reads.map(name => [name, said.find(([pattern]) => pattern.test(name))?.[1]] as const)
  const isSaid = reads.length > 0 && method !== 'GET' && entries.every(([, value]) => value !== undefined)
  return isSaid ? (Object.fromEntries(entries) as { [key: string]: Template }) : undefined
}

/** Bodies of deletes by operation, where the usual answer does not have what is read. */
export function goneAnswers(drafts: readonly Draft[], { item }: Envelope): [operation: string, body: Template][] {
  const usual = item === undefined ? { success: true } : typeof item === 'object' && item !== null ? item : {}
  return drafts.flatMap(({ collection: { name, verbs } }): [string, Template][] => {
    const ask = verbs.get('delete')
    const body = ask === undefined ? undefined : goneAnswer(ask)
    const isUsual = body !== undefined && Object.keys(body).every(key => Object.hasOwn(usual, key))
    return body === undefined || isUsual ? [] : [[`${name}.delete`, body]]
  })
}
