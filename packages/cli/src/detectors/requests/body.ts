import type { Endpoint, Shape } from '../../blueprint/endpoint.ts'
import { literalOf, type Value } from '../../syntax/index.ts'
import { mergeShapes, UNKNOWN } from '../shapes/merge.ts'
import { namesOfShape } from '../shapes/names.ts'
import { shapeOfValue } from '../shapes/value.ts'
import { pairsOfText } from './address.ts'
import { queryOfPairs } from './query.ts'

/** What a request sends. */
export interface Body {
  names: string[]
  shape: Shape | undefined
  encoding: Endpoint['encoding']
}

const NO_BODY = new Set(['GET', 'HEAD'])

/** What is sent of a value at this moment: objects may change later. */
export function bodyOf(sent: Value, method: string, headers: ReadonlyMap<string, Value>): Body {
  const value = sent.filter(atom => atom.kind !== 'constant')
  if (NO_BODY.has(method) || value.length === 0) return { names: [], shape: undefined, encoding: undefined }
  const inner = value.flatMap(unpacked)
  const encoding = encodingOf(value, headers)
  const shape = inner.map(atom => shapeOfSent(atom)).reduce(mergeShapes, UNKNOWN)
  const structured = shape.kind === 'object' || shape.kind === 'array'
  const names = structured ? namesOfShape(shape, encoding === 'multipart' || encoding === 'form') : []
  return { names, shape: structured || encoding === 'binary' ? shape : undefined, encoding }
}

/** A text with pairs in it is a form that somebody wrote by hand. */
function shapeOfSent(atom: Value[number]): Shape {
  const pairs = atom.kind === 'text' ? pairsOfText(atom) : []
  return pairs.length > 0 ? queryOfPairs(pairs) : shapeOfValue([atom])
}

function unpacked(atom: Value[number]): Value {
  if (atom.kind === 'object' && atom.tag === 'json') return (atom.inner ?? []).filter(one => one.kind !== 'constant')
  if (atom.kind === 'object' && atom.tag === 'params') return [{ ...atom, key: atom.key, tag: 'plain' }]
  return [atom]
}

function encodingOf(value: Value, headers: ReadonlyMap<string, Value>): Endpoint['encoding'] {
  const declared = (headers.get('content-type') ?? []).map(atom => literalOf(atom) ?? '').join()
  if (value.some(atom => atom.kind === 'object' && atom.tag === 'form')) return 'multipart'
  if (declared.includes('multipart/form-data')) return 'multipart'
  if (declared.includes('urlencoded') || value.some(atom => atom.kind === 'object' && atom.tag === 'params'))
    return 'form'
  return declared.includes('octet-stream') || isRaw(value) ? 'binary' : 'json'
}

/** A file as it is, or a text in its place: `send(attachment || message)`. */
function isRaw(value: Value): boolean {
  const isFile = (atom: Value[number]) => atom.kind === 'unknown' && atom.is === 'file'
  return value.some(isFile) && value.every(atom => atom.kind === 'unknown' || atom.kind === 'text')
}

/** Two bodies of one endpoint together. */
export function mergeBodies(left: Body, right: Body): Body {
  const shapes = [left.shape, right.shape].filter(shape => shape !== undefined)
  return {
    names: [...new Set([...left.names, ...right.names])],
    shape: shapes.length > 0 ? shapes.reduce(mergeShapes) : undefined,
    encoding: left.encoding ?? right.encoding,
  }
}

/** A request without a body. */
export const NO_BODY_SENT: Body = { names: [], shape: undefined, encoding: undefined }
