import type { Frame } from '../values/frame.ts'
import type { Atom, Callable, Tag, Value } from '../values/value.ts'

const BY_TAG: Partial<Record<Tag, string>> = { plain: 'Object', array: 'Array', json: 'String', form: 'FormData' }
const CLASSES = new Set(['Object', 'Array', 'String', 'Number', 'Boolean', 'FormData'])

/** What `value.constructor` is where the language makes the value; undefined where that is not known. */
export function classOf(atom: Atom, { machine }: Frame): Value | undefined {
  const name = nameOfClass(atom)
  return name === undefined ? undefined : machine.world.globals[name]
}

function nameOfClass(atom: Atom): string | undefined {
  if (atom.kind === 'text') return 'String'
  if (atom.kind === 'constant') return typeof atom.value === 'number' ? 'Number' : 'Boolean'
  return atom.kind === 'object' && atom.bases.length === 0 ? BY_TAG[atom.tag] : undefined
}

/** Whether two functions are the same class: known where one of them is a class of the language. */
export function sameClass(left: Callable, right: Callable): boolean | undefined {
  return isOfLanguage(left) || isOfLanguage(right) ? left.key === right.key : undefined
}

function isOfLanguage({ name, key }: Callable): boolean {
  return CLASSES.has(name) && key === `native:${name}`
}

/** True for `Object`. */
export function isObjectClass(value: Value): boolean {
  return (
    value.length > 0 && value.every(atom => atom.kind === 'function' && isOfLanguage(atom) && atom.name === 'Object')
  )
}
