import type { Field, Shape } from '../../blueprint/endpoint.ts'
import { fieldOf } from '../../detectors/shapes/field.ts'
import { fieldsOf, mergeShapes, UNKNOWN } from '../../detectors/shapes/merge.ts'
import { isId } from './segment.ts'

const DEEPEST = 10

/** Elements of a list that are looked at: a page of rows is enough to know them. */
const MOST = 50

const date = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The structure of a value that was seen. The value itself, which may be a secret, is never in it. */
export function shapeOfValue(value: unknown, depth = 0): Shape {
  if (value === null) return { kind: 'null' }
  if (Array.isArray(value)) return { kind: 'array', of: elementsOf(value, depth) }
  switch (typeof value) {
    case 'string':
      return { kind: date.test(value) ? 'date' : 'string' }
    case 'number':
      return { kind: 'number' }
    case 'boolean':
      return { kind: 'boolean' }
    case 'object':
      return objectShape(value as Record<string, unknown>, depth)
    default:
      return UNKNOWN
  }
}

function elementsOf(values: readonly unknown[], depth: number): Shape {
  if (depth >= DEEPEST) return UNKNOWN
  return values
    .slice(0, MOST)
    .map(each => shapeOfValue(each, depth + 1))
    .reduce(mergeShapes, UNKNOWN)
}

/** An object whose names are ids is a map: its names are data. */
function objectShape(value: Record<string, unknown>, depth: number): Shape {
  const entries = Object.entries(value)
  if (depth >= DEEPEST || entries.some(([name]) => isData(name))) return UNKNOWN
  const fields = entries.map(([name, part]) => [name, fieldFor(name, part, depth)] as const)
  return { kind: 'object', fields: fieldsOf(fields) }
}

/** Ids, mail addresses, whole sentences, and what dotted names could not say. */
function isData(name: string): boolean {
  return name === '' || name.length > 60 || isId(name) || /[\s.@[\]]/.test(name)
}

function fieldFor(name: string, part: unknown, depth: number): Field {
  const shape = shapeOfValue(part, depth + 1)
  const format = formatOf(part)
  return fieldOf(name, shape, { optional: false, nullable: part === null, ...(format === undefined ? {} : { format }) })
}

function formatOf(part: unknown): Field['format'] {
  if (typeof part !== 'string') return undefined
  if (uuid.test(part)) return 'uuid'
  return /^\d{4}-\d\d-\d\d$/.test(part) ? 'date' : undefined
}
