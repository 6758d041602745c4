import { authNames } from '../derive/auth/names.ts'
import { isRemark } from '../derive/dialect/remarks.ts'
import type { Endpoint, Field, Shape } from '../endpoint.ts'

/**
 * An endpoint with what its code reads of the answer itself. Claims are read out of a token when it is opened, and on the
 * wire it is a text. Where the code goes through a list, and the types have an object of which nothing is read, that
 * object is another answer: the one for what went wrong. Code may go through the members of an object as it does through
 * those of a list: `parts` are the names of members that the backend has as objects.
 */
export function asAnswered(endpoint: Endpoint, parts: readonly string[] = []): Endpoint {
  const { answerShape } = endpoint
  const isWhole = (list: string) => !endpoint.reads.some(name => name.startsWith(`${list}.`))
  // `faults[][]`: the members that it goes through may be lists themselves.
  const bare = (name: string) => name.replace(/(?:\[\])+$/, '')
  const lists = endpoint.reads.flatMap(name => (name.endsWith('[]') && isWhole(name) ? bare(name) : []))
  const loose = new Set(lists.filter(name => isFaults(name) || parts.includes(name.split('.').at(-1) ?? name)))
  const withoutList = (name: string) => (loose.has(bare(name)) ? bare(name) : name)
  const reads = [...new Set(endpoint.reads.map(withoutClaim).map(withoutList))]
  if (answerShape === undefined) return { ...endpoint, reads }
  return { ...endpoint, reads, answerShape: shapeAsRead(answerShape, { reads, loose }, '') }
}

function withoutClaim(name: string): string {
  const [last = '', token = ''] = name.split('.').toReversed()
  return isToken(token) && authNames.claim.test(last) ? name.slice(0, -last.length - 1) : name
}

/** A list of what went wrong is in no answer that went well: there, the same member is a text. */
function isFaults(name: string): boolean {
  return /^\w+$/.test(name) && isRemark(name, undefined)
}

function isToken(name: string): boolean {
  return authNames.access.test(name)
}

const unknownShape: Shape = { kind: 'unknown' }
const textShape: Shape = { kind: 'string' }

/** What an answer says of how it went is any text, though the type has the server's very words: `message: 'Made.'`. */
function isSaid(name: string, shape: Shape): boolean {
  return (
    /^(message|msg)$/.test(name) && shape.kind === 'literal' && shape.values.every(text => typeof text === 'string')
  )
}

interface Reading {
  readonly reads: readonly string[]
  /** Lists that may be something else. */
  readonly loose: ReadonlySet<string>
}

function shapeAsRead(shape: Shape, reading: Reading, name: string): Shape {
  const { reads, loose } = reading
  if (shape.kind === 'array')
    return loose.has(name) || isReadAsObject(name, reads)
      ? unknownShape
      : { kind: 'array', of: shapeAsRead(shape.of, reading, `${name}[]`) }
  if (shape.kind !== 'object') return shape
  const inside = (own: string) => (name === '' ? own : `${name}.${own}`)
  const isList = reads.some(read => read.startsWith(`${name}[]`))
  const members = Object.keys(shape.fields)
  const isRead = (own: string) => reads.some(read => new RegExp(`^${escaped(inside(own))}(?![\\w-])`).test(read))
  if (isList && members.length > 0 && !members.some(isRead)) return unknownShape
  const partAsRead = (own: string, part: Shape) =>
    isSaid(own, part) ? textShape : shapeAsRead(part, reading, inside(own))
  const fields = Object.entries(shape.fields).map(([own, field]): [string, Field] => [
    own,
    {
      ...field,
      shape: isToken(own) && isOpened(field.shape) ? unknownShape : partAsRead(own, field.shape),
    },
  ])
  return { kind: 'object', fields: Object.fromEntries(fields) }
}

/** The type says a list, and the code reads members of it that no list has: the type is wrong. */
function isReadAsObject(name: string, reads: readonly string[]): boolean {
  const inside = reads.some(read => read.startsWith(`${name}.`) && read !== `${name}.length`)
  return inside && !reads.some(read => read.startsWith(`${name}[]`))
}

function isOpened(shape: Shape): boolean {
  const names = shape.kind === 'object' ? Object.keys(shape.fields) : []
  return names.length > 0 && names.every(name => authNames.claim.test(name))
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
