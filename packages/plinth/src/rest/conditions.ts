import { httpErrors } from '../errors/index.ts'
import { versionOf } from '../http/index.ts'
import type { Conditions } from '../operations/index.ts'
import { restErrors } from './errors.ts'

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

const noConditions: Conditions = Object.freeze({})

/**
 * Reads If-Match and Idempotency-Key. `If-Match: *` asks for nothing more than that the row is there. Of several tags
 * the first counts. A tag that we never gave matches nothing: 412.
 */
export function readConditions(headers: Headers, idempotent: boolean): Conditions {
  const match = headers['if-match']
  const key = idempotent ? headers['idempotency-key'] : undefined
  if (match === undefined && key === undefined) return noConditions
  return {
    ...(match === undefined ? {} : readMatch(String(match))),
    ...(key === undefined ? {} : readKey(String(key))),
  }
}

function readMatch(header: string): Conditions {
  if (header.trim() === '*') return {}
  const version = versionOf(header.split(',')[0] as string)
  if (version === undefined) throw httpErrors.PRECONDITION_FAILED()
  return { ifMatch: version }
}

function readKey(header: string): Conditions {
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) throw restErrors.IDEMPOTENCY_KEY_INVALID()
  return { idempotencyKey: header }
}
