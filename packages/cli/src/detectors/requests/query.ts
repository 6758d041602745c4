import type { Field, Shape } from '../../blueprint/endpoint.ts'
import { type Pair, pairsOf, type Thing, type Value } from '../../syntax/index.ts'
import { fieldOf } from '../shapes/field.ts'
import { fieldsOf, mergeShapes } from '../shapes/merge.ts'
import { shapeOfValue } from '../shapes/value.ts'

/** The shape of named parameters. */
export function queryOfPairs(pairs: readonly Pair[]): Shape {
  const fields = new Map<string, Field>()
  for (const { name, value, optional } of pairs) {
    const known = fields.get(name)
    const shape = literalShape(shapeOfValue(value))
    const merged = known ? mergeShapes(known.shape, shape) : shape
    fields.set(name, fieldOf(name, merged, { optional: optional && (known?.optional ?? true) }))
  }
  return { kind: 'object', fields: fieldsOf([...fields]) }
}

/** The parameters that an object gives at this moment: objects may change later. */
export function queryOfValue(value: Value): Shape {
  return queryOfPairs(pairsOfValue(value))
}

/** A number that is always the same is still a number: `limit=10`. */
function literalShape(shape: Shape): Shape {
  return shape.kind === 'literal' && typeof shape.values[0] === 'number' ? { kind: 'number' } : shape
}

function pairsOfValue(value: Value): Pair[] {
  const things = value.filter(atom => atom.kind === 'object')
  return things.flatMap((thing: Thing) => [...pairsOf(thing).pairs, ...spreadPairs(thing)])
}

function spreadPairs(thing: Thing): Pair[] {
  return thing.bases.flatMap(base => {
    const shape = shapeOfValue(base.value)
    if (shape.kind !== 'object') return []
    return Object.keys(shape.fields).map(name => ({ name, value: [], optional: true }))
  })
}
