import type { Expression } from 'oxc-parser'
import { assignPattern } from '../evaluate/patterns.ts'
import { branch } from '../machine/branch.ts'
import { findName } from '../machine/scope.ts'
import { addToSlot, type Field, slotOf } from '../machine/slots.ts'
import { valueOfName } from '../modules/names.ts'
import { keysOf } from '../objects/keys.ts'
import { isRef } from '../objects/member.ts'
import { setMember } from '../objects/write.ts'
import type { Call, Frame } from '../values/frame.ts'
import { unknown } from '../values/make.ts'
import type { Slot, Value } from '../values/value.ts'
import { handlerName } from './handler.ts'

/** Writes what a person types to what `v-model` or `bind:value` names: at any time, so that what was read before is read again. */
export function assignModel(target: Expression, given: Value, frame: Frame): void {
  const refs = target.type === 'Identifier' ? valueOfName(target.name, frame).filter(isRef) : []
  if (refs.length > 0) {
    for (const ref of refs) {
      if (ref.written?.('value', given, frame) === true) continue
      addToSlot(frame.machine, slotOf(frame.machine, ref, 'value'), given)
    }
  }
  const [instance] = target.type === 'Identifier' && !findName(frame.scope, target.name) ? frame.self : []
  if (target.type === 'Identifier' && instance?.kind === 'object' && instance.lazy?.(target.name, frame)) {
    setMember([instance], { name: target.name, value: given }, frame)
    return
  }
  if (refs.length > 0 || (target.type !== 'Identifier' && target.type !== 'MemberExpression')) return
  const slots = typedSlots(target, frame)
  for (const slot of slots) addToSlot(frame.machine, slot, given)
  if (slots.length === 0) branch(frame, [{ run: () => assignPattern(target, given, frame) }, { run: () => undefined }])
}

/** The variable, or the fields of plain objects, that a person writes at any time; none where something else is written. */
function typedSlots(target: Expression, frame: Frame): Slot[] {
  if (target.type === 'Identifier') {
    const slot = findName(frame.scope, target.name)?.slot
    return slot?.home ? [slot] : []
  }
  if (target.type !== 'MemberExpression' || target.computed || target.property.type !== 'Identifier') return []
  const { name } = target.property
  const owners = frame.machine.evaluate(target.object, frame)
  const plain = owners.flatMap(atom =>
    atom.kind === 'object' && atom.tag === 'plain' && atom.birth && !atom.written && !atom.lazy ? [atom] : [],
  )
  return plain.length === owners.length ? plain.map(thing => slotOf(frame.machine, thing, name)) : []
}

/** What `v-bind.sync="lamp"` of the second version is read as: the component is given each member, and may set it. */
export const BOTH_WAYS = 'v-bind-sync'

/** A listener for each member of what is bound both ways. */
export function updaters(given: Value, frame: Frame, at: number): Field[] {
  return keysOf(given).names.map(name => {
    const write = (value: Value) => setMember(given, { name, value }, frame)
    return { name: handlerName(`update:${name}`), value: [updater(write, frame, `${at}.${name}`)] }
  })
}

/** What hears of a new value and writes it. */
export function updater(write: (given: Value) => void, frame: Frame, place: string) {
  const key = `native:update:${frame.module.path}:${place}:${frame.context}`
  const run = (call: Call): Value => {
    write(call.args[0] ?? unknown('value'))
    return []
  }
  return { kind: 'function' as const, key, round: frame.machine.stamp, name: 'update', call: run }
}
