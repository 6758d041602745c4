import type { Field, Shape } from '../../blueprint/endpoint.ts'
import {
  type Answer,
  type Atom,
  elementType,
  literalOf,
  memberType,
  optionsOf,
  type Primitive,
  readSlot,
  refValue,
  type Text,
  type Thing,
  type Type,
  type Unknown,
  type Value,
} from '../../syntax/index.ts'
import { fieldOf } from './field.ts'
import { formatOfTyped, limitsOfValue, withLimits } from './limits.ts'
import { fieldsOf, mergeShapes, refineShape, UNKNOWN } from './merge.ts'
import { shapeOfType } from './type.ts'

const DEEPEST = 6
const PRIMITIVES: Readonly<Record<Primitive, Shape>> = {
  string: { kind: 'string' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  file: { kind: 'file' },
}

/** Objects that are gone through for one value: rows that know their project, that knows its rows, are a power of their number. */
const MOST_OBJECTS = 200

interface Walk {
  depth: number
  deepest: number
  /** Counts the objects. */
  seen: { objects: number }
  /** What stands around: nothing that is sent holds itself. */
  within: Set<Thing>
}

/**
 * The shape of what may be sent: every alternative together. An object in itself is not known, nor what is deeper than six
 * levels, or fewer where there are more than 200 objects.
 */
export function shapeOfValue(value: Value): Shape {
  for (let deepest = DEEPEST; ; deepest = Math.floor(deepest / 2)) {
    const seen = { objects: 0 }
    const shape = shapeWithin(value, { depth: 0, deepest, seen, within: new Set() })
    if (seen.objects <= MOST_OBJECTS || deepest === 0) return shape
  }
}

/** The shape of a part of what is sent: of an answer in it only its name is told. */
export function shapeOfPart(value: Value): Shape {
  return shapeWithin(value, { depth: 1, deepest: DEEPEST, seen: { objects: 0 }, within: new Set() })
}

function shapeWithin(value: Value, walk: Walk): Shape {
  if (walk.depth > walk.deepest) return UNKNOWN
  return value.map(atom => shapeOfAtom(atom, walk)).reduce(mergeShapes, UNKNOWN)
}

function deeper(walk: Walk): Walk {
  return { ...walk, depth: walk.depth + 1 }
}

function shapeOfAtom(atom: Atom, walk: Walk): Shape {
  switch (atom.kind) {
    case 'constant':
      return shapeOfConstant(atom.value)
    case 'text':
      return isDigits(atom) ? { kind: 'number' } : shapeOfText(literalOf(atom))
    case 'unknown':
      return shapeOfUnknown(atom)
    case 'answer':
      return named(shapeOfAnswer(atom), walk.depth === 0 ? 1 : 0)
    case 'object':
      return shapeOnce(atom, walk)
    default:
      return UNKNOWN
  }
}

/** What comes from a server and goes back as it came: its fields have names, what is inside of them is the server's own. */
function named(shape: Shape, levels: number): Shape {
  if (shape.kind === 'array') return { ...shape, of: named(shape.of, levels) }
  if (shape.kind !== 'object') return shape
  if (levels === 0) return { ...shape, fields: {} }
  const fields = Object.entries(shape.fields).map(
    ([name, field]) => [name, { ...field, shape: named(field.shape, levels - 1) }] as const,
  )
  return { ...shape, fields: fieldsOf(fields) }
}

function shapeOfConstant(value: unknown): Shape {
  if (typeof value === 'number') return { kind: 'number' }
  if (typeof value === 'boolean') return { kind: 'boolean' }
  return value === null ? { kind: 'null' } : UNKNOWN
}

function isDigits({ parts: [first, ...rest] }: Text): boolean {
  return first !== undefined && 'name' in first && first.digits !== undefined && rest.length === 0
}

function shapeOfText(literal: string | undefined): Shape {
  return literal ? { kind: 'literal', values: [literal] } : { kind: 'string' }
}

function shapeOfUnknown(atom: Unknown): Shape {
  const options = atom.control && optionsOf(atom.control)
  if (options && options.length > 0) return { kind: 'literal', values: options }
  if (atom.is) return PRIMITIVES[atom.is]
  return atom.type ? shapeOfType(atom.type) : UNKNOWN
}

interface Typed {
  shape: Shape
  /** Of all types of the answer, how many were known by then. */
  count: number
}

const typed = new WeakMap<Answer['source'], Map<string, Typed>>()

/** The shape that types give to a part of an answer. It is asked for again and again, and types are few. */
export function shapeOfAnswer({ source, path }: Answer): Shape {
  if (source.types.size === 0) return UNKNOWN
  let count = 0
  for (const types of source.types.values()) count += types.length
  const shapes = typed.get(source) ?? new Map<string, Typed>()
  typed.set(source, shapes)
  const known = shapes.get(path)
  if (known?.count === count) return known.shape
  const shape = partsAbove(path)
    .flatMap(part => (source.types.get(part) ?? []).map(type => typeAt(type, path.slice(part.length))))
    .map(type => (type ? shapeOfType(type) : UNKNOWN))
    .reduce(mergeShapes, UNKNOWN)
  shapes.set(path, { shape, count })
  return shape
}

/** The whole answer, and all that a part of it stands in: of `rows[].name` these are `rows`, `rows[]` and itself. */
function partsAbove(path: string): string[] {
  const parts = [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index))
  return [...new Set(['', ...parts, path])]
}

function typeAt(type: Type, rest: string): Type | undefined {
  let at: Type | undefined = type
  for (const [step] of rest.matchAll(/\[\]|[^.[\]]+/g)) {
    if (!at) return undefined
    at = (step === '[]' ? elementType(at) : memberType(at, step)) ?? undefined
  }
  return at
}

function shapeOnce(thing: Thing, walk: Walk): Shape {
  const { within, seen, deepest } = walk
  seen.objects += 1
  if (within.has(thing) || (seen.objects > MOST_OBJECTS && deepest > 0)) return UNKNOWN
  within.add(thing)
  const shape = shapeOfThing(thing, walk)
  within.delete(thing)
  return shape
}

function shapeOfThing(thing: Thing, walk: Walk): Shape {
  switch (thing.tag) {
    case 'array':
      return { kind: 'array', of: shapeWithin(elementsOf(thing), deeper(walk)) }
    case 'ref':
      return shapeWithin(refValue(thing), walk)
    case 'json':
    case 'url':
    case 'params':
      return { kind: 'string' }
    case 'date':
      return { kind: 'date' }
    case 'plain':
    case 'instance':
    case 'form':
    case 'query':
    case 'namespace':
      return refined(objectOf(thing, walk), thing)
    default:
      return UNKNOWN
  }
}

function elementsOf(thing: Thing): Value {
  const known = [...thing.slots.values()].flatMap(slot => readSlot(slot))
  return [...known, ...(thing.element ? readSlot(thing.element) : [])]
}

function refined(shape: Shape, thing: Thing): Shape {
  return thing.type ? refineShape(shape, shapeOfType(thing.type)) : shape
}

function objectOf(thing: Thing, walk: Walk): Shape {
  const fields: (readonly [string, Field])[] = []
  for (const [name, slot] of thing.slots) {
    const value = readSlot(slot)
    const sent = withoutEmpty(value.filter(atom => !isLeftOut(atom)))
    if (sent.length === 0) continue
    const nullable = sent.some(atom => atom.kind === 'constant' && atom.value === null)
    const traits = { optional: value.some(isLeftOut), nullable }
    const field = fieldOf(name, shapeWithin(sent, deeper(walk)), { ...traits, ...formatOfTyped(sent) })
    fields.push([name, withLimits(field, limitsOfValue(sent))])
  }
  const own: Shape = { kind: 'object', fields: fieldsOf(fields) }
  const spread = thing.bases
    .map(base => shapeOfSpread(base.value, deeper(walk)))
    .filter(shape => shape.kind === 'object')
  return spread.reduce(mergeOwn, own)
}

function shapeOfSpread(value: Value, walk: Walk): Shape {
  const answers = value.filter(atom => atom.kind === 'answer').map(atom => named(shapeOfAnswer(atom), 1))
  const others = value.filter(atom => atom.kind !== 'answer')
  return [...answers, shapeWithin(others, walk)].reduce(mergeShapes, UNKNOWN)
}

/** What a field of a form begins with is there until somebody types. */
function withoutEmpty(value: Value): Value {
  const isTyped = value.some(atom => atom.kind === 'unknown' && atom.control)
  return isTyped ? value.filter(atom => literalOf(atom) !== '') : value
}

/** What was spread gives its fields where the object has none of that name. */
function mergeOwn(own: Shape, spread: Shape): Shape {
  if (own.kind !== 'object' || spread.kind !== 'object') return own
  const fields = new Map(Object.entries(spread.fields))
  for (const [name, field] of Object.entries(own.fields)) fields.set(name, field)
  return { kind: 'object', fields: fieldsOf([...fields]) }
}

/** Members that are undefined or functions do not travel. */
function isLeftOut(atom: Atom): boolean {
  return (atom.kind === 'constant' && atom.value === undefined) || atom.kind === 'function'
}
