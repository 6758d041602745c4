import type { Field, Shape } from '../../blueprint/endpoint.ts'
import { byCode } from '../requests/names.ts'
import { isLimit, isQuiet, keepsLimits, mergeLimits } from './limits.ts'

/** Nothing is known. */
export const UNKNOWN: Shape = { kind: 'unknown' }

type Literals = Extract<Shape, { kind: 'literal' }>

/** What fits both: the union of fields and literals, and for two different kinds nothing. `left` itself where it says all. */
export function mergeShapes(left: Shape, right: Shape): Shape {
  if (left === right || right.kind === 'unknown' || right.kind === 'null') return left
  if (left.kind === 'unknown' || left.kind === 'null') return right
  if (left.kind === 'object' && right.kind === 'object') {
    const fields = mergeFields(left.fields, right.fields)
    return fields === left.fields ? left : { kind: 'object', fields }
  }
  if (left.kind === 'array' && right.kind === 'array') {
    const of = mergeShapes(left.of, right.of)
    return of === left.of ? left : { kind: 'array', of }
  }
  if (left.kind === 'literal' && right.kind === 'literal') return mergeLiterals(left, right)
  if (left.kind === 'literal' && kindOfLiteral(left) === right.kind) return right
  if (right.kind === 'literal' && kindOfLiteral(right) === left.kind) return left
  if (left.kind === right.kind) return left
  return isDate(left) && isDate(right) ? (left.kind === 'date' ? left : right) : structured(left, right)
}

/** Where one side has a structure and the other is a mere word, the structure says more. */
function structured(left: Shape, right: Shape): Shape {
  if (left.kind === 'object' || left.kind === 'array') return left
  return right.kind === 'object' || right.kind === 'array' ? right : UNKNOWN
}

function isDate(shape: Shape): boolean {
  return shape.kind === 'date' || shape.kind === 'string'
}

function kindOfLiteral({ values }: Literals): string {
  return typeof values[0]
}

function mergeLiterals(left: Literals, right: Literals): Shape {
  if (kindOfLiteral(left) !== kindOfLiteral(right)) return UNKNOWN
  const values = [...new Set([...left.values, ...right.values])]
  return values.length === left.values.length ? left : { kind: 'literal', values }
}

type Fields = Record<string, Field>

function mergeFields(left: Fields, right: Fields): Fields {
  const merged: [string, Field][] = []
  let isSame = true
  for (const name of Object.keys(left)) {
    const one = left[name] as Field
    const field = mergeField(one, fieldNamed(right, name))
    if (field !== one) isSame = false
    merged.push([name, field])
  }
  for (const name of Object.keys(right)) {
    if (Object.hasOwn(left, name)) continue
    isSame = false
    merged.push([name, { ...(right[name] as Field), optional: true }])
  }
  return isSame ? left : fieldsOf(merged)
}

/** A field may be called `constructor` or `toString`. */
function fieldNamed(fields: Fields, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

/** Most bodies are like those before them: what says nothing new is not written down again. */
function mergeField(left: Field, right: Field | undefined): Field {
  if (left === right) return left
  if (!right) return left.optional && !isQuiet(left) ? left : { ...left, optional: true }
  const shape = mergeShapes(left.shape, right.shape)
  if (shape === left.shape && saysAll(left, right)) return left
  const merged = {
    ...right,
    ...left,
    shape,
    optional: left.optional || right.optional,
    ...nullability(left, right),
  }
  return mergeLimits(merged, left, right)
}

function saysAll(left: Field, right: Field): boolean {
  if (!keepsLimits(left, right) || (right.optional && !left.optional)) return false
  for (const name in right) if (!(name in left || (isLimit(name) && !isQuiet(left)))) return false
  return right.nullable !== true || left.nullable === true
}

function nullability(left: Field, right: Field): { nullable?: true } {
  return left.nullable || right.nullable ? { nullable: true } : {}
}

/** Fields in alphabetical order. `__proto__` is a name like any other. */
export function fieldsOf(entries: readonly (readonly [string, Field])[]): Fields {
  return Object.fromEntries([...entries].sort(([one], [other]) => byCode(one, other)))
}

/** What is sent, told apart by what its type says: the sent names, with the declared kinds, formats and optionality. */
export function refineShape(sent: Shape, declared: Shape): Shape {
  if (declared.kind === 'unknown' || declared.kind === 'null') return sent
  if (sent.kind === 'unknown' || sent.kind === 'null') return declared
  if (sent.kind === 'object' && declared.kind === 'object') {
    const fields = Object.entries(sent.fields).map(
      ([name, field]) => [name, refineField(field, fieldNamed(declared.fields, name))] as const,
    )
    return { kind: 'object', fields: fieldsOf(fields) }
  }
  if (sent.kind === 'array' && declared.kind === 'array')
    return { kind: 'array', of: refineShape(sent.of, declared.of) }
  if (sent.kind === 'literal' || sent.kind === 'string')
    return declared.kind === 'object' || declared.kind === 'array' ? sent : declared
  return sent
}

function refineField(sent: Field, declared: Field | undefined): Field {
  if (!declared) return sent
  return { ...sent, ...declared, shape: refineShape(sent.shape, declared.shape), ...nullability(sent, declared) }
}
