import type { Native } from './frame.ts'
import type {
  Answer,
  AnswerSource,
  Atom,
  Callable,
  Constant,
  Part,
  Place,
  Promised,
  Text,
  Unknown,
  Value,
} from './value.ts'

/** The absent value. */
export const NOTHING: Value = []
/** `undefined`. */
export const UNDEFINED: Value = [{ kind: 'constant', value: undefined }]
/** `null`. */
export const NULL: Value = [{ kind: 'constant', value: null }]
/** `true`. */
export const TRUE: Value = [{ kind: 'constant', value: true }]
/** `false`. */
export const FALSE: Value = [{ kind: 'constant', value: false }]
/** A boolean that is not known. */
export const EITHER: Value = [{ kind: 'unknown', name: 'flag', is: 'boolean' }]

/** A known boolean, or `EITHER` for undefined. */
export function flag(known: boolean | undefined): Value {
  if (known === undefined) return EITHER
  return known ? TRUE : FALSE
}

/** Whether two values are equal, or not. */
export function compared(known: boolean | undefined): Value {
  return known === false ? UNEQUAL : flag(known)
}

const UNEQUAL: Value = [{ kind: 'constant', value: false, compared: true }]

/** A number, boolean, null or undefined. */
export function constant(value: Constant['value']): Value {
  return [{ kind: 'constant', value }]
}

/** A text that is written down. */
export function text(literal: string, at?: Place): Value {
  return [{ kind: 'text', parts: [at ? { text: literal, at } : { text: literal }] }]
}

/** A text of several parts. */
export function textOf(parts: readonly Part[], traits: Omit<Text, 'kind' | 'parts'> = {}): Text {
  return { kind: 'text', parts, ...traits }
}

/** A value that only the running program knows, named as the source names it. */
export function unknown(name = 'value', traits: Omit<Unknown, 'kind' | 'name'> = {}): Value {
  return [{ kind: 'unknown', name, ...traits }]
}

/** A promise; promises of promises are flattened. */
export function promise(value: Value): Value {
  return [{ kind: 'promise', value: settled(value) } satisfies Promised]
}

/** The value behind promises. */
export function settled(value: Value): Value {
  if (!value.some(atom => atom.kind === 'promise')) return value
  return value.flatMap(atom => (atom.kind === 'promise' ? settled(atom.value) : [atom]))
}

/** The part of a request's answer at a path: the same one each time, so that joining rarely has to compare. */
export function answer(source: AnswerSource, path = ''): Answer {
  source.parts ??= new Map()
  let part = source.parts.get(path)
  if (!part) {
    part = { kind: 'answer', source, path }
    source.parts.set(path, part)
  }
  return part
}

/** A function of ours. The key must be unique; by default the name. */
export function native(name: string, call: Native, key = name): Callable {
  return { kind: 'function', key: `native:${key}`, round: 0, name, call }
}

/**
 * A function of ours that is made anew in each run, with all that it is made from: who is given it runs again only when that
 * has changed. Without this, each version counts as another function.
 */
export function holding(made: Callable, holds: Value): Callable {
  return { ...made, holds }
}

/** A function of the program, or one of ours that stands for a package's. */
export function isFunction(atom: Atom): atom is Callable {
  return atom.kind === 'function'
}
