import type { MethodTables } from '../machine/machine.ts'
import type { Frame, Native } from '../values/frame.ts'
import { native, text } from '../values/make.ts'
import type { Text, Value } from '../values/value.ts'

const known = new WeakMap<Native, Value>()

/** A method that a kind of value has from the language or the browser; undefined where it has none of that name. */
export function methodOf(table: keyof MethodTables, name: string, { machine }: Frame): Value | undefined {
  const methods = machine.methods[table]
  const method = methods && Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!method) return undefined
  let value = known.get(method)
  if (!value) {
    value = [native(name, method, `${table}.${name}`)]
    known.set(method, value)
  }
  return value
}

/** `path[0] === '/'`: a letter of what a text begins with. */
export function letterOf({ parts: [first] }: Text, name: string): Value | undefined {
  if (!/^\d$/.test(name) || !first || !('text' in first)) return undefined
  const letter = first.text.charAt(Number(name))
  return letter === '' ? undefined : text(letter)
}
