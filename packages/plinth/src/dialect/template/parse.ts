import { dialectErrors } from '../errors.ts'
import type { Template } from '../options.ts'

/** Names of the thing in an envelope, as they stand on the wire: `article`, `articles`. */
export interface Names {
  readonly name: string
  readonly plural: string
}

/** Where a template is used: its option, for messages, and the placeholders that it knows besides the names. */
export interface Place {
  readonly template: string
  readonly slots: readonly string[]
}

/** A template with its names filled in. Every value left to fill is a slot; a spread is an object's `'...'`. */
export type Node =
  | { readonly kind: 'text'; readonly json: string }
  | { readonly kind: 'slot'; readonly slot: string }
  | { readonly kind: 'array'; readonly of: readonly Node[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] }

/** A key is absent where the member is a spread. */
export interface Member {
  readonly key: string | undefined
  readonly value: Node
}

/** Fills in the names and checks every placeholder. `names` is undefined where the dialect is checked before any name is known. */
export function parseTemplate(template: Template, names: Names, place: Place): Node {
  if (typeof template === 'string' && template.startsWith('$')) return parseSlot(template, names, place)
  if (Array.isArray(template)) return { kind: 'array', of: template.map(part => parseTemplate(part, names, place)) }
  if (typeof template === 'object' && template !== null) {
    const members = Object.entries(template).map(([key, value]) =>
      parseMember(key, value as Template, { names, place }),
    )
    return { kind: 'object', members }
  }
  return { kind: 'text', json: JSON.stringify(template) }
}

function parseMember(key: string, value: Template, { names, place }: { names: Names; place: Place }): Member {
  const node = parseTemplate(value, names, place)
  if (key !== '...') return { key: parseKey(key, names, place), value: node }
  if (node.kind !== 'slot') throw unknown(String(value), place)
  return { key: undefined, value: node }
}

/** `$namesCount` is the plural and `Count`: the longest name wins. */
function parseKey(key: string, names: Names, place: Place): string {
  const filled = key.replace(/\$names?/g, word => (word === '$names' ? names.plural : names.name))
  if (filled.includes('$')) throw unknown(key, { ...place, slots: [] })
  return filled
}

function parseSlot(text: string, names: Names, place: Place): Node {
  if (text === '$name') return { kind: 'text', json: JSON.stringify(names.name) }
  if (text === '$names') return { kind: 'text', json: JSON.stringify(names.plural) }
  if (!place.slots.includes(text.slice(1))) throw unknown(text, place)
  return { kind: 'slot', slot: text.slice(1) }
}

function unknown(placeholder: string, { template, slots }: Place) {
  const known = [...slots, 'name', 'names'].map(slot => `$${slot}`).join(', ')
  return dialectErrors.DIALECT_UNKNOWN_PLACEHOLDER({ template, placeholder, known })
}
