import type { Endpoint, Shape } from '../../blueprint/endpoint.ts'
import { type Atom, literalOf, type Value } from '../../syntax/index.ts'
import { mergeShapes, UNKNOWN } from '../shapes/merge.ts'
import { namesOfShape } from '../shapes/names.ts'
import { shapeOfValue } from '../shapes/value.ts'
import { pairsOfText } from './address.ts'
import { type Echo, echoesIn, shapeOfEchoes } from './echoes.ts'
import { queryOfPairs } from './query.ts'

/** What a request sends. */
export interface Body {
  names: readonly string[]
  shape: Shape | undefined
  encoding: Endpoint['encoding']
  /** Answers that go back: what is written over them is known when everything has run. */
  echoes?: readonly Echo[]
}

const NO_BODY = new Set(['GET', 'HEAD'])

/** The shapes of what one call sends, for all its addresses; and their names, in a form and elsewhere. */
export interface Shapes {
  atoms: Map<Atom, Shape>
  names: readonly [plain: Map<Shape, readonly string[]>, form: Map<Shape, readonly string[]>]
}

/** What goes with what is sent. */
export interface Carrier {
  method: string
  headers: ReadonlyMap<string, Value>
  shapes: Shapes
}

/** What is sent of a value at this moment: objects may change later. */
export function bodyOf(sent: Value, { method, headers, shapes }: Carrier): Body {
  const value = sent.filter(atom => atom.kind !== 'constant')
  if (NO_BODY.has(method) || value.length === 0) return { names: [], shape: undefined, encoding: undefined }
  const inner = value.flatMap(unpacked)
  const encoding = encodingOf(value, headers)
  const shape = inner.map(atom => shapeOnce(atom, shapes)).reduce(mergeShapes, UNKNOWN)
  const structured = shape.kind === 'object' || shape.kind === 'array'
  const named = structured ? namesOnce(shape, shapes, encoding === 'multipart' || encoding === 'form') : []
  // A list of ids is a body as well.
  const names = named.length === 0 && shape.kind === 'array' ? ['[]'] : named
  const echoes = encoding === 'binary' ? [] : echoesIn(inner)
  const body = { names, shape: structured || encoding === 'binary' ? shape : undefined, encoding }
  return echoes.length > 0 ? { ...body, echoes } : body
}

/** A body with what was written over the answers in it. */
export function withEchoes(body: Body, known: Map<Value, Shape>): Body {
  const written = shapeOfEchoes(body.echoes ?? [], known)
  if (written.kind !== 'object' && written.kind !== 'array') return body
  const shape = body.shape ? mergeShapes(body.shape, written) : written
  return { ...body, shape, names: namesOfShape(shape, body.encoding === 'multipart' || body.encoding === 'form') }
}

/** Nothing is known yet. */
export function makeShapes(): Shapes {
  return { atoms: new Map(), names: [new Map(), new Map()] }
}

function shapeOnce(atom: Atom, { atoms }: Shapes): Shape {
  let shape = atoms.get(atom)
  if (!shape) {
    shape = shapeOfSent(atom)
    atoms.set(atom, shape)
  }
  return shape
}

function namesOnce(shape: Shape, { names }: Shapes, isForm: boolean): readonly string[] {
  const known = names[isForm ? 1 : 0]
  let found = known.get(shape)
  if (!found) {
    found = namesOfShape(shape, isForm)
    known.set(shape, found)
  }
  return found
}

/** A text with pairs in it is a form that somebody wrote by hand. */
function shapeOfSent(atom: Atom): Shape {
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
  if (left === NO_BODY_SENT || left === right) return right
  const shapes = [left.shape, right.shape].filter(shape => shape !== undefined)
  const echoes = [...(left.echoes ?? []), ...(right.echoes ?? [])]
  return {
    names: mergeNames(left.names, right.names),
    shape: shapes.length > 0 ? shapes.reduce(mergeShapes) : undefined,
    encoding: left.encoding ?? right.encoding,
    ...(echoes.length > 0 ? { echoes } : {}),
  }
}

function mergeNames(left: readonly string[], right: readonly string[]): readonly string[] {
  if (left === right) return left
  const known = new Set(left)
  const others = right.filter(name => !known.has(name))
  return others.length > 0 ? [...left, ...others] : left
}

/** A request without a body. */
export const NO_BODY_SENT: Body = { names: [], shape: undefined, encoding: undefined }
