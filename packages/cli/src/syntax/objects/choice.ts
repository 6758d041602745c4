import { isPartOfRequest } from '../machine/branch.ts'
import { bothWhen } from '../values/text.ts'
import type { Atom, Thing, Value } from '../values/value.ts'

const MOST_CHOICES = 12

/**
 * The name of a choice between like objects, rows of a table of endpoints say, where the member that is read becomes a part of
 * requests: the address of one row must not meet the method of another.
 */
export function choiceOf(object: Value, name: string): string | undefined {
  if (object.length < 2 || object.length > MOST_CHOICES) return undefined
  const objects = object.filter(atom => atom.kind !== 'constant')
  let parts = 0
  for (const atom of objects) {
    if (atom.kind !== 'object' || (atom.tag !== 'plain' && atom.tag !== 'array')) return undefined
    if (atom.slots.get(name)?.value.some(isPartOfRequest)) parts += 1
  }
  if (parts < 2) return undefined
  const keys = objects.map(atom => (atom as Thing).key).sort()
  return `@${hashOf(keys.join('|'))}`
}

/** What one of the objects gives, marked with the object that was chosen. */
export function underChoice(value: Value, choice: string, chosen: Atom): Value {
  const when = chosen.kind === 'object' ? `${choice}=${hashOf(chosen.key)}` : choice
  return value.map(atom => {
    const both = atom.kind === 'text' && isPartOfRequest(atom) ? bothWhen(atom.when, [when]) : undefined
    return atom.kind === 'text' && both ? { ...atom, when: both } : atom
  })
}

function hashOf(name: string): string {
  let sum = 7
  for (let at = 0; at < name.length; at += 1) sum = (sum * 31 + name.charCodeAt(at)) % 2 ** 44
  return sum.toString(36)
}
