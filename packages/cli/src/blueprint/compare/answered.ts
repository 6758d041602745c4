import { authNames } from '../derive/auth/names.ts'
import type { Endpoint, Field, Shape } from '../endpoint.ts'

/**
 * An endpoint with what its code reads of the answer itself. Claims are read out of a token when it is opened, and on the
 * wire it is a text. Where the code goes through a list, and the types have an object of which nothing is read, that
 * object is another answer: the one for what went wrong.
 */
export function asAnswered(endpoint: Endpoint): Endpoint {
  const { answerShape } = endpoint
  const reads = [...new Set(endpoint.reads.map(withoutClaim))]
  if (answerShape === undefined) return { ...endpoint, reads }
  return { ...endpoint, reads, answerShape: shapeAsRead(answerShape, reads, '') }
}

/** RFC 7519, 4.1. */
const claim = /^(iss|sub|aud|exp|nbf|iat|jti)$/

function withoutClaim(name: string): string {
  const [last = '', token = ''] = name.split('.').toReversed()
  return isToken(token) && claim.test(last) ? name.slice(0, -last.length - 1) : name
}

function isToken(name: string): boolean {
  return authNames.access.test(name)
}

const unknownShape: Shape = { kind: 'unknown' }

function shapeAsRead(shape: Shape, reads: readonly string[], name: string): Shape {
  if (shape.kind === 'array') return { kind: 'array', of: shapeAsRead(shape.of, reads, `${name}[]`) }
  if (shape.kind !== 'object') return shape
  const inside = (own: string) => (name === '' ? own : `${name}.${own}`)
  const isList = reads.some(read => read.startsWith(`${name}[]`))
  const members = Object.keys(shape.fields)
  const isRead = (own: string) => reads.some(read => new RegExp(`^${escaped(inside(own))}(?![\\w-])`).test(read))
  if (isList && members.length > 0 && !members.some(isRead)) return unknownShape
  const fields = Object.entries(shape.fields).map(([own, field]): [string, Field] => [
    own,
    {
      ...field,
      shape: isToken(own) && isOpened(field.shape) ? unknownShape : shapeAsRead(field.shape, reads, inside(own)),
    },
  ])
  return { kind: 'object', fields: Object.fromEntries(fields) }
}

function isOpened(shape: Shape): boolean {
  const names = shape.kind === 'object' ? Object.keys(shape.fields) : []
  return names.length > 0 && names.every(name => claim.test(name))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
