import { noteType } from '../machine/note.ts'
import { putField, readSlot } from '../machine/slots.ts'
import { keysOf } from '../objects/keys.ts'
import { getMember } from '../objects/member.ts'
import type { Written } from '../objects/write.ts'
import type { Type } from '../types/type.ts'
import type { Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { unknown } from '../values/make.ts'
import type { Value } from '../values/value.ts'

/**
 * Gives properties the types that a component declares beside them, where they say more than words do: a class of the program,
 * or `Object as PropType<Book>`. A property that nobody is seen to give is something of its type.
 */
export function addDeclared(props: Value, declared: Value, frame: Frame): void {
  const described = declared.filter(atom => atom.kind === 'object' && atom.tag === 'plain')
  for (const name of keysOf(described).names) {
    const given = getMember(described, name, { frame })
    const inner = given.filter(atom => atom.kind === 'object')
    addDefault(props, { name, value: inner.length > 0 ? getMember(inner, 'default', { frame }) : [] }, frame)
    const type = typeIn(inner.length > 0 ? getMember(inner, 'type', { frame }) : given)
    if (!type) continue
    for (const atom of props) {
      if (atom.kind !== 'object') continue
      const slot = atom.slots.get(name)
      const value = slot ? noteType(readSlot(slot), type) : unknown(name, { type })
      if (!slot || value !== slot.value) putField(frame, atom, { name, value })
    }
  }
}

/** A word that nobody gives is what the component says; who is given what nobody knows may be given it, too. */
function addDefault(props: Value, { name, value }: Written, frame: Frame): void {
  const told = value.filter(atom => atom.kind === 'text')
  if (told.length === 0) return
  for (const atom of props) {
    if (atom.kind !== 'object' || atom.slots.has(name)) continue
    const given = atom.bases.flatMap(base => getMember(base.value, name, { frame }))
    const known = given.filter(one => !(one.kind === 'constant' && one.value === undefined))
    putField(frame, atom, { name, value: join(known, told) })
  }
}

/** `defineProps<Props>()`: what nobody is seen to give is of its type, too. */
export function ofType(props: Value, type: Type | undefined): Value {
  if (!type) return props
  for (const atom of props)
    if (atom.kind === 'object')
      atom.bases = atom.bases.map(base => ({
        ...base,
        value: noteType(base.value.filter(isUnknown), type).concat(base.value.filter(one => !isUnknown(one))),
      }))
  return noteType(props, type)
}

function isUnknown(atom: Value[number]): boolean {
  return atom.kind === 'unknown'
}

function typeIn(value: Value): Type | undefined {
  for (const atom of value) {
    if (atom.kind === 'unknown' && atom.type) return atom.type
    const node = atom.kind === 'function' ? atom.code?.node : undefined
    if (
      atom.kind === 'function' &&
      atom.code &&
      (node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression')
    )
      return { node, scope: atom.code.scope }
  }
  return undefined
}
