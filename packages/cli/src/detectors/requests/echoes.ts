import type { Shape } from '../../blueprint/endpoint.ts'
import { type Answer, countLook, readSlot, refValue, type Thing, type Value } from '../../syntax/index.ts'
import { mergeShapes, UNKNOWN } from '../shapes/merge.ts'
import { shapeOfPart } from '../shapes/value.ts'

/** An answer that is sent back as it came, with what the program wrote over it; `at` is where it stands in the body. */
export interface Echo {
  at: string
  answer: Answer
}

const DEEPEST = 3

/**
 * The answers in what is sent. Parts of them that are sent under names of their own are known by those names. An object that
 * stands in several places is gone through at the first of them: models that hold one another stand everywhere.
 */
export function echoesIn(value: Value): Echo[] {
  const found: Echo[] = []
  const seen = new Set<Thing>()
  let level: Inside[] = [{ value, at: '' }]
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth += 1) {
    const below: Inside[] = []
    for (const { value: held, at } of level) {
      for (const atom of held) {
        if (atom.kind === 'answer') found.push({ at, answer: atom })
        if (atom.kind !== 'object' || seen.has(atom)) continue
        seen.add(atom)
        countLook(atom)
        below.push(...insideOf(atom, at))
      }
    }
    level = below
  }
  return found
}

/** A value, and where it stands in what is sent. */
interface Inside {
  value: Value
  at: string
}

function insideOf(thing: Thing, at: string): Inside[] {
  if (thing.tag === 'ref') return [{ value: refValue(thing), at }]
  if (thing.tag === 'json') return [{ value: thing.inner ?? [], at }]
  if (thing.tag !== 'plain' && thing.tag !== 'instance') return []
  const slots = [...thing.slots].map(([name, slot]) => ({
    value: readSlot(slot),
    at: at === '' ? name : `${at}.${name}`,
  }))
  return [...thing.bases.map(base => ({ value: base.value, at })), ...slots]
}

/** So many places of what is sent are looked at, and so many things that are written there: a store in many hands is in all. */
const MOST_PLACES = 200
const MOST_SHAPES = 16

/**
 * What was written over answers by the time that everything has run: forms that show an answer write what is typed. `known` are
 * shapes of what was written: a store that many requests send is gone through once.
 */
export function shapeOfEchoes(echoes: readonly Echo[], known: Map<Value, Shape>): Shape {
  const shapeOf = (value: Value): Shape => {
    const shape = known.get(value) ?? shapeOfPart(value)
    known.set(value, shape)
    return shape
  }
  // By the place in what is sent: what a store holds is written over each of its answers, and is gone through once.
  const places = new Map<string, Set<Shape>>()
  const add = (place: string, shape: Shape): void => {
    const shapes = places.get(place) ?? new Set()
    if (shapes.size < MOST_SHAPES && (shapes.size > 0 || places.size < MOST_PLACES))
      places.set(place, shapes.add(shape))
  }
  for (const { at, answer } of eachOnce(echoes)) {
    const { source, path } = answer
    for (const [written, value] of [...(source.over ?? []), ...(source.written ?? [])]) {
      const rest = restOf(written, path)
      if (rest !== undefined) add(`${at}${rest}`, shapeOf(value))
    }
    // What goes back with changes says which row it is.
    if (isKnownById(source, path) && isChanged(source, path)) add(`${at}.id`, UNKNOWN)
  }
  return [...places]
    .map(([place, shapes]) => wrapAt(place, [...shapes].reduce(mergeShapes)))
    .reduce(mergeShapes, UNKNOWN)
}

function eachOnce(echoes: readonly Echo[]): Echo[] {
  const places = new Map<Answer['source'], Set<string>>()
  return echoes.filter(({ at, answer: { source, path } }) => {
    const seen = places.get(source) ?? new Set()
    places.set(source, seen)
    const place = `${at} ${path}`
    return !seen.has(place) && seen.add(place)
  })
}

function isKnownById({ used }: Answer['source'], path: string): boolean {
  return used.has(path === '' ? 'id' : `${path}.id`)
}

function isChanged({ over, written }: Answer['source'], path: string): boolean {
  return [...(over?.keys() ?? []), ...(written?.keys() ?? [])].some(name => restOf(name, path) !== undefined)
}

/** `.name` of `user.name`, below `user`; nothing for the whole, which is another one. */
function restOf(written: string, path: string): string | undefined {
  if (written === path || !written.startsWith(path)) return undefined
  const rest = written.slice(path.length)
  if (path === '') return `.${rest}`
  return /^[.[]/.test(rest) ? rest : undefined
}

/** A shape at a path of a larger one. */
export function wrapAt(path: string, shape: Shape): Shape {
  const steps = [...path.matchAll(/\[\]|[^.[\]]+/g)].map(([step]) => step).reverse()
  return steps.reduce<Shape>(
    (inner, step) =>
      step === '[]'
        ? { kind: 'array', of: inner }
        : { kind: 'object', fields: { [step]: { shape: inner, optional: false } } },
    shape,
  )
}
