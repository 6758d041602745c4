import type { Type } from './type.ts'
import type { Member, View } from './view.ts'

type See = (type: Type) => View
type Reference = (args: readonly Type[], see: See) => View

const UNKNOWN: View = { kind: 'unknown' }

function wrapped(kind: 'array' | 'promise' | 'ref'): Reference {
  return ([of]) => (of ? { kind, of } : UNKNOWN)
}

function through(change: (members: Member[], keys: readonly unknown[]) => Member[]): Reference {
  return ([of, keys], see) => {
    const object = of ? see(of) : UNKNOWN
    if (object.kind !== 'object') return object
    const known = keys ? see(keys) : UNKNOWN
    return { ...object, members: change(object.members, keysOf(known, see)) }
  }
}

function keysOf(keys: View, see: See): readonly unknown[] {
  if (keys.kind === 'literal') return keys.values
  return keys.kind === 'union' ? keys.of.flatMap(one => keysOf(see(one), see)) : []
}

function record([keys, of]: readonly Type[], see: See): View {
  if (!keys || !of) return UNKNOWN
  const names = keysOf(see(keys), see)
  if (names.length === 0) return { kind: 'object', members: [], index: of }
  return { kind: 'object', members: names.map(name => ({ name: String(name), type: of, optional: false })) }
}

const same: Reference = ([of], see) => (of ? see(of) : UNKNOWN)

/** The types of the language and its platforms that say something about a value. */
export const REFERENCES: Readonly<Record<string, Reference>> = {
  Array: wrapped('array'),
  ReadonlyArray: wrapped('array'),
  Set: wrapped('array'),
  Promise: wrapped('promise'),
  PromiseLike: wrapped('promise'),
  Ref: wrapped('ref'),
  ComputedRef: wrapped('ref'),
  ShallowRef: wrapped('ref'),
  Partial: through(members => members.map(member => ({ ...member, optional: true }))),
  Required: through(members => members.map(member => ({ ...member, optional: false }))),
  Readonly: same,
  NonNullable: same,
  Awaited: same,
  UnwrapRef: same,
  Pick: through((members, keys) => members.filter(member => keys.includes(member.name))),
  Omit: through((members, keys) => members.filter(member => !keys.includes(member.name))),
  Record: record,
  Date: () => ({ kind: 'date' }),
  File: () => ({ kind: 'file' }),
  Blob: () => ({ kind: 'file' }),
  String: () => ({ kind: 'string' }),
  Number: () => ({ kind: 'number' }),
  Boolean: () => ({ kind: 'boolean' }),
}
