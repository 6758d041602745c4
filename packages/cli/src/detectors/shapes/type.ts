import type { Shape } from '../../blueprint/endpoint.ts'
import { type Type, type View, view } from '../../syntax/index.ts'
import { type FieldTraits, fieldOf } from './field.ts'
import { fieldsOf, mergeShapes, UNKNOWN } from './merge.ts'

const DEEPEST = 6

const known = new WeakMap<Type, Shape[]>()

/** The shape that a written type describes, six levels deep. */
export function shapeOfType(type: Type, depth = 0): Shape {
  if (depth > DEEPEST) return UNKNOWN
  const shapes = known.get(type) ?? []
  known.set(type, shapes)
  shapes[depth] ??= look(type, depth)
  return shapes[depth]
}

function look(type: Type, depth: number): Shape {
  const seen = view(type)
  switch (seen.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'date':
    case 'file':
      return { kind: seen.kind }
    case 'literal':
      return literalShape(seen.values)
    case 'array':
      return { kind: 'array', of: shapeOfType(seen.of, depth + 1) }
    case 'promise':
    case 'ref':
      return shapeOfType(seen.of, depth)
    case 'union':
      return seen.of.map(one => shapeOfType(one, depth + 1)).reduce(mergeShapes, UNKNOWN)
    case 'object':
      return objectShape(seen, depth)
    default:
      return UNKNOWN
  }
}

function literalShape(values: (string | number | boolean)[]): Shape {
  if (values.length > 0 && values.every(value => typeof value === 'boolean')) return { kind: 'boolean' }
  return values.length > 0 ? { kind: 'literal', values } : UNKNOWN
}

function objectShape(seen: Extract<View, { kind: 'object' }>, depth: number): Shape {
  const fields = seen.members.flatMap(({ name, type, optional, comment }) => {
    if (view(type).kind === 'function') return []
    const traits: FieldTraits = { optional, nullable: allowsNull(type) }
    if (comment !== undefined) traits.comment = comment
    return [[name, fieldOf(name, shapeOfType(type, depth + 1), traits)] as const]
  })
  return { kind: 'object', fields: fieldsOf(fields) }
}

function allowsNull(type: Type): boolean {
  const seen = view(type)
  return seen.kind === 'union' && seen.of.some(one => view(one).kind === 'null')
}
