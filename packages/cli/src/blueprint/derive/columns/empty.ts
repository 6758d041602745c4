import { isNumeric } from '../../blueprint.ts'
import type { Field, Shape } from '../../endpoint.ts'
import { typeOf } from './type.ts'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** Objects within objects that are filled in; what stands deeper is empty. */
const DEEPEST = 4

/** What stands in a part of a row that nobody has filled in: its code finds every member, with nothing in it. */
export function emptyOf(shape: Shape, name = '', depth = 0): Json {
  switch (shape.kind) {
    case 'array':
      return []
    case 'object':
      return emptyMembers(shape, depth)
    case 'string':
      return ''
    case 'number':
      return 0
    case 'boolean':
      return false
    case 'literal':
      return shape.values[0] ?? null
    case 'unknown':
      return byName(name)
    default:
      return null
  }
}

/** Each member of an object, with nothing in it. */
export function emptyMembers(shape: Shape, depth = 0): Record<string, Json> {
  if (shape.kind !== 'object' || depth >= DEEPEST) return {}
  const members = Object.entries(shape.fields)
  return Object.fromEntries(
    members.map(([key, field]) => [key, isNone(field) ? null : emptyOf(field.shape, key, depth + 1)]),
  )
}

/** An empty text does for a null as well, and another place may take it for a text: `.toLowerCase()`. A time it is not. */
function isNone({ nullable, shape, format }: Field): boolean {
  return nullable === true && (shape.kind !== 'string' || format !== undefined)
}

/** What stands in a part is kept as it is, so that its names are those on the wire. */
export function emptyOnWire<T>(value: T, wire: (name: string) => string): T {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [wire(name), emptyOnWire(part, wire)])) as T
}

function byName(name: string): Json {
  const { type } = typeOf(name, { shape: { kind: 'unknown' }, optional: false })
  if (type === 'boolean') return false
  if (isNumeric(type)) return 0
  return type === 'text' ? '' : null
}
