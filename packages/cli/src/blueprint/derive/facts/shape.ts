import type { Field, Shape } from '../../endpoint.ts'

/** A shape with members. */
export type ObjectShape = Extract<Shape, { kind: 'object' }>

/** Members by name. Made without a prototype: names come from other people's code. */
export type Fields = Record<string, Field>

/** A value of which nothing is known. */
export const unknownShape: Shape = { kind: 'unknown' }

/** No members. */
export function noFields(): Fields {
  return Object.create(null) as Fields
}

/** The structure that dotted names speak of: `['articles[].slug']` is an object with an array of objects. */
export function shapeOfNames(names: readonly string[]): Shape {
  return names.map(name => chain(steps(name))).reduce(mergeShapes, unknownShape)
}

function steps(name: string): string[] {
  return name
    .split('.')
    .flatMap(part => part.split(/(?=\[\])/))
    .filter(part => part !== '')
}

function chain([step, ...rest]: readonly string[]): Shape {
  if (step === undefined) return unknownShape
  if (step === '[]') return { kind: 'array', of: chain(rest) }
  return { kind: 'object', fields: Object.assign(noFields(), { [step]: { shape: chain(rest), optional: false } }) }
}

/** Both together. Where they contradict each other the first is right; what says nothing yields. */
export function mergeShapes(first: Shape, second: Shape): Shape {
  if (first.kind === 'unknown' || first.kind === 'null') return second.kind === 'unknown' ? first : second
  if (first.kind === 'object' && second.kind === 'object') return { kind: 'object', fields: mergeFields(first, second) }
  if (first.kind === 'array' && second.kind === 'array') return { kind: 'array', of: mergeShapes(first.of, second.of) }
  // A text may be gone through letter by letter.
  if (first.kind === 'array' && first.of.kind === 'unknown' && second.kind === 'string') return second
  if (second.kind !== 'literal') return first
  if (first.kind === 'literal') return { kind: 'literal', values: [...new Set([...first.values, ...second.values])] }
  return second.values.every(value => typeof value === first.kind) ? second : first
}

function mergeFields(first: ObjectShape, second: ObjectShape): Fields {
  const fields = Object.assign(noFields(), first.fields)
  for (const [name, field] of Object.entries(second.fields)) {
    const known = fields[name]
    fields[name] = known === undefined ? field : mergeField(known, field)
  }
  return fields
}

/** A member seen twice: it is optional where one says so, and has the limits of both. */
function mergeField(first: Field, second: Field): Field {
  const shape = mergeShapes(first.shape, second.shape)
  return { ...second, ...first, shape, optional: first.optional || second.optional, ...nullability(first, second) }
}

function nullability(first: Field, second: Field): { nullable?: true } {
  const nullable = [first, second].some(field => field.nullable === true || field.shape.kind === 'null')
  return nullable ? { nullable: true } : {}
}

/** The members of an object; none for anything else. */
export function fieldsOf(shape: Shape | undefined): Fields {
  return shape?.kind === 'object' ? shape.fields : noFields()
}

/** True for anything without members. */
export function nothingIn(shape: Shape): boolean {
  return Object.keys(fieldsOf(shape)).length === 0
}

/** The member at a path, or undefined. */
export function shapeAt(shape: Shape, path: readonly string[]): Shape | undefined {
  let at: Shape | undefined = shape
  for (const name of path) at = fieldsOf(at)[name]?.shape
  return at
}

/** The elements' shape, or undefined for what is no array. */
export function elementOf(shape: Shape | undefined): Shape | undefined {
  return shape?.kind === 'array' ? shape.of : undefined
}

/** True for an array of objects. */
export function isRows(shape: Shape | undefined): boolean {
  return elementOf(shape)?.kind === 'object'
}

/** True for a single value, or one of which only the name is known. */
export function isScalar(shape: Shape): boolean {
  return shape.kind !== 'object' && shape.kind !== 'array'
}

/** True for what is known to be a text, a number or a flag. */
export function isSingle(shape: Shape | undefined): boolean {
  return shape !== undefined && /^(string|number|boolean|literal|date)$/.test(shape.kind)
}

/** What is read is of the kind that is sent, as far as both are known. */
export function isAlike(sent: Shape, read: Shape): boolean {
  if (sent.kind === 'object' && read.kind === 'object') {
    return Object.entries(read.fields).every(([name, { shape }]) => {
      const own = fieldsOf(sent)[name]
      return own === undefined || isAlike(own.shape, shape)
    })
  }
  if (sent.kind === 'unknown') return true
  // Of rows that are sent by what names them, nothing else is there to be read.
  if (sent.kind === 'array' && read.kind === 'array')
    return sent.of.kind === 'unknown' ? read.of.kind !== 'object' : isAlike(sent.of, read.of)
  if (read.kind === 'unknown') return true
  return isScalar(sent) ? isScalar(read) : sent.kind === read.kind
}

/** Renames every member. Two names that become one are merged. */
export function renameFields(shape: Shape, rename: (name: string) => string): Shape {
  if (shape.kind === 'array') return { kind: 'array', of: renameFields(shape.of, rename) }
  if (shape.kind !== 'object') return shape
  const parts = Object.entries(shape.fields).map(([name, field]): Shape => {
    const renamed = { ...field, shape: renameFields(field.shape, rename) }
    return { kind: 'object', fields: Object.assign(noFields(), { [rename(name)]: renamed }) }
  })
  return parts.reduce(mergeShapes, { kind: 'object', fields: noFields() })
}
