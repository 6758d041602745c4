import type { Field, Shape } from '../../blueprint/endpoint.ts'
import { fieldOf } from './field.ts'
import { fieldsOf, mergeShapes, UNKNOWN } from './merge.ts'

/**
 * The dotted names of a shape: `items[].id`, `tags[]`. In a form, repeated fields carry the plain
 * name, and rows say which of them they are. */
export function namesOfShape(shape: Shape, form = false, before = ''): string[] {
  if (shape.kind === 'object') {
    const names = Object.entries(shape.fields).flatMap(([name, field]) =>
      namesOfShape(field.shape, form, before === '' ? name : `${before}.${name}`),
    )
    return names.length > 0 || before === '' ? names : [before]
  }
  if (shape.kind === 'array') {
    const isPlain = form && shape.of.kind !== 'object'
    return isPlain ? [before] : namesOfShape(shape.of, form, `${before}[]`)
  }
  return before === '' || before === '[]' ? [] : [before]
}

/** The shape that dotted names describe, with nothing known at their ends. */
export function shapeOfNames(names: readonly string[]): Shape {
  return names
    .map(name => shapeOfSteps([...name.matchAll(/\[\]|[^.[\]]+/g)].map(([step]) => step)))
    .reduce(mergeReads, UNKNOWN)
}

function shapeOfSteps([step, ...rest]: readonly string[]): Shape {
  if (step === undefined) return UNKNOWN
  const inner = shapeOfSteps(rest)
  if (step === '[]') return { kind: 'array', of: inner }
  return { kind: 'object', fields: { [step]: fieldOf(step, inner, { optional: false }) } }
}

/**
 * Fields that are read are there, whoever reads them: unlike alternatives of a value, none becomes optional. `left` itself where
 * it says all.
 */
export function mergeReads(left: Shape, right: Shape): Shape {
  if (left === right || right === UNKNOWN) return left
  if (left.kind === 'object' && right.kind === 'object') {
    const fields = readFields(left.fields, right.fields)
    return fields === left.fields ? left : { kind: 'object', fields }
  }
  if (left.kind === 'array' && right.kind === 'array') {
    const of = mergeReads(left.of, right.of)
    return of === left.of ? left : { kind: 'array', of }
  }
  return narrower(left, right) ?? mergeShapes(left, right)
}

type Fields = Record<string, Field>

function readFields(left: Fields, right: Fields): Fields {
  const fields = new Map(Object.entries(left))
  let isSame = true
  for (const [name, field] of Object.entries(right)) {
    const known = fields.get(name)
    const read = known ? readField(known, field) : field
    if (read === known) continue
    isSame = false
    fields.set(name, read)
  }
  return isSame ? left : fieldsOf([...fields])
}

function readField(known: Field, field: Field): Field {
  const shape = mergeReads(known.shape, field.shape)
  if (shape === known.shape && Object.keys(field).every(name => name in known)) return known
  return { ...field, ...known, shape }
}

/** Of two statements about one answer the one that says more: a helper that takes any text says nothing new. */
function narrower(left: Shape, right: Shape): Shape | undefined {
  if (left.kind === 'literal' && right.kind === 'literal') {
    if (left.values.every(value => right.values.includes(value))) return left
    return right.values.every(value => left.values.includes(value)) ? right : undefined
  }
  if (left.kind === 'literal' && typeof left.values[0] === right.kind) return left
  return right.kind === 'literal' && typeof right.values[0] === left.kind ? right : undefined
}
