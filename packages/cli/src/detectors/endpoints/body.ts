import type { Endpoint, Shape } from '../../blueprint/endpoint.ts'
import { literalOf, type Value } from '../../syntax/index.ts'
import type { Sent } from '../requests/sending.ts'
import { mergeShapes, UNKNOWN } from '../shapes/merge.ts'
import { namesOfShape } from '../shapes/names.ts'
import { shapeOfValue } from '../shapes/value.ts'

/** What a request sends. */
export interface Body {
  names: string[]
  shape: Shape | undefined
  encoding: Endpoint['encoding']
}

const NO_BODY = new Set(['GET', 'HEAD'])

/** The names, shape and encoding of a request's body. */
export function bodyOf(sent: Sent): Body {
  const value = sent.body.filter(atom => atom.kind !== 'constant')
  if (NO_BODY.has(sent.method) || value.length === 0) return { names: [], shape: undefined, encoding: undefined }
  const inner = value.flatMap(unpacked)
  const encoding = encodingOf(value, sent)
  const shape = inner.map(atom => shapeOfValue([atom])).reduce(mergeShapes, UNKNOWN)
  const structured = shape.kind === 'object' || shape.kind === 'array'
  const names = structured ? namesOfShape(shape, encoding === 'multipart' || encoding === 'form') : []
  return { names, shape: structured || encoding === 'binary' ? shape : undefined, encoding }
}

function unpacked(atom: Value[number]): Value {
  if (atom.kind === 'object' && atom.tag === 'json') return (atom.inner ?? []).filter(one => one.kind !== 'constant')
  if (atom.kind === 'object' && atom.tag === 'params') return [{ ...atom, tag: 'plain' }]
  return [atom]
}

function encodingOf(value: Value, sent: Sent): Endpoint['encoding'] {
  const declared = (sent.headers.get('content-type') ?? []).map(atom => literalOf(atom) ?? '').join()
  if (value.some(atom => atom.kind === 'object' && atom.tag === 'form')) return 'multipart'
  if (declared.includes('multipart/form-data')) return 'multipart'
  if (declared.includes('urlencoded') || value.some(atom => atom.kind === 'object' && atom.tag === 'params')) return 'form'
  if (declared.includes('octet-stream') || value.every(atom => atom.kind === 'unknown' && atom.is === 'file')) return 'binary'
  return 'json'
}
