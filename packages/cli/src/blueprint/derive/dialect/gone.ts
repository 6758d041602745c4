import type { Ask } from '../facts/facts.ts'
import { fieldsOf } from '../facts/shape.ts'
import { camelCase } from '../facts/words.ts'
import type { Draft } from '../tables/draft.ts'
import type { Envelope, Template } from './envelope.ts'
import { remarkOf } from './remarks.ts'

/** The body of an answer to a delete that says how it went; undefined where more is read, or nothing. */
export function goneAnswer({ method, reads: shape, endpoint }: Ask): { [key: string]: Template } | undefined {
  const { reads } = endpoint
  const entries = reads.map(name => {
    const remark = remarkOf(name, fieldsOf(shape)[camelCase(name)]?.shape)
    return [name, remark === 'Done.' ? 'Deleted.' : remark] as const
  })
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
