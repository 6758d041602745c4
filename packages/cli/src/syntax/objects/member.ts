import { addressesInData } from '../components/elements.ts'
import { invoke } from '../machine/invoke.ts'
import { isRunning, makeThing, readCell, readSlot, watchFields } from '../machine/slots.ts'
import { watch } from '../machine/task.ts'
import { use } from '../machine/use.ts'
import { elementType, memberType } from '../types/members.ts'
import type { Type } from '../types/type.ts'
import { controlMember } from '../values/control.ts'
import type { Call, Frame } from '../values/frame.ts'
import { join, joinAll, truthOf } from '../values/join.ts'
import { answer, UNDEFINED, unknown } from '../values/make.ts'
import type { Answer, Atom, Callable, Primitive, Slot, Thing, Unknown, Value } from '../values/value.ts'
import { addedOutside } from './added.ts'
import { choiceOf, underChoice } from './choice.ts'
import { classOf } from './class-of.ts'
import { inCrowd } from './crowd.ts'
import { lookFor, lookOnce } from './look.ts'
import { letterOf, methodOf } from './method.ts'
import { keyedPart, withWritten } from './over.ts'
import { pathBelow, pathOfElement } from './path.ts'
import { toolOfType } from './typed.ts'
import type { Written } from './write.ts'

/** How a member is asked for. `called` is true for `object.name(...)`. */
export interface Asking {
  frame: Frame
  called?: boolean
}

const PRIMITIVES: Readonly<Record<string, Primitive>> = { files: 'file', checked: 'boolean', valueAsNumber: 'number' }

/** The value of a member, over all alternatives. Null and undefined have none. */
export function getMember(object: Value, name: string, asking: Asking): Value {
  if (object.length < 2) return membersOf(object, name, asking)
  return lookFor(asking.frame.machine, { name, called: asking.called }, () => membersOf(object, name, asking))
}

function membersOf(object: Value, name: string, asking: Asking): Value {
  let result: Value = []
  const choice = choiceOf(object, name)
  inCrowd([object], asking.frame, () => {
    for (const atom of object) {
      const value = memberOf(atom, name, asking)
      result = join(result, choice === undefined ? value : underChoice(value, choice, atom))
    }
  })
  return result.length === 0 && object.length > 0 ? UNDEFINED : result
}

/** The value of a member of one alternative. */
export function memberOf(atom: Atom, name: string, asking: Asking): Value {
  asking.frame.machine.looks += 1
  switch (atom.kind) {
    case 'object':
      return thingMember(atom, name, asking)
    case 'answer':
      return answerMember(atom, name, asking)
    case 'unknown':
      return unknownMember(atom, name, asking)
    case 'promise':
      return methodOf('promise', name, asking.frame) ?? unknown(name)
    case 'function':
      return callableMember(atom, name, asking)
    case 'text':
      return (
        letterOf(atom, name) ??
        (name === 'constructor' ? classOf(atom, asking.frame) : undefined) ??
        methodOf('text', name, asking.frame) ??
        unknown(name, name === 'length' ? { is: 'number' } : {})
      )
    case 'constant':
      return truthOf(atom) || typeof atom.value === 'number'
        ? ((name === 'constructor' ? classOf(atom, asking.frame) : methodOf('text', name, asking.frame)) ??
            unknown(name))
        : []
  }
}

/** The value of a slot; a getter runs. */
export function valueOfSlot(slot: Slot, self: Value, frame: Frame): Value {
  if (!slot.getter) return readSlot(slot)
  return slot.getter.call({ args: [], self, frame, node: slot.getter.code?.node ?? { start: 0, end: 0 }, types: [] })
}

function thingMember(thing: Thing, name: string, asking: Asking): Value {
  // A chain of prototypes has as many ways to its end as a web of what was spread.
  if (thing.bases.length === 0 && !thing.holds?.length) return ownMember(thing, name, asking)
  const looking = { name, called: asking.called, thing }
  return lookOnce(asking.frame.machine, looking, () => ownMember(thing, name, asking))
}

function ownMember(thing: Thing, name: string, asking: Asking): Value {
  const slot = thing.slots.get(name)
  if (!slot) watchFields(thing)
  const read = slot ? valueOfSlot(slot, [thing], asking.frame) : []
  const own = slot && !asking.called ? mayLack(slot, read) : read
  // What was spread into a form or a list has no say in its methods.
  const method = slot || thing.bases.length === 0 ? undefined : methodOf(thing.tag, name, asking.frame)
  if (method) return method
  let value = own
  const sources = thing.bases.filter(base => !slot || base.order > slot.order).map(base => base.value)
  inCrowd(sources, asking.frame, () => {
    for (const source of sources) value = join(value, baseMember(source, name, asking))
  })
  if (value.length > 0) return mayChange(thing, { name, value }, asking.frame)
  return inheritedMember(thing, name, asking)
}

/** A field that is only written later is not there at first: `if (cache[url]) return cache[url]`. */
function mayLack(slot: Slot, value: Value): Value {
  return slot.cell && !slot.getter && slot.value.length === 0 && value.length > 0 ? join(value, UNDEFINED) : value
}

/** A member of something spread: what is known not to have it adds nothing. */
function baseMember(base: Value, name: string, asking: Asking): Value {
  let value: Value = []
  for (const atom of base) {
    if (atom.kind === 'unknown' && atom.type && memberType(atom.type, name) === null) continue
    if (atom.kind === 'answer' || atom.kind === 'unknown' || atom.kind === 'object') {
      value = join(value, memberOf(atom, name, { frame: asking.frame }))
    }
  }
  return value
}

/** A field that is empty at first and assigned to somewhere may be anything by the time it is read. */
function mayChange(thing: Thing, { name, value }: Written, frame: Frame): Value {
  if (!value.every(atom => truthOf(atom) === false)) return value
  if (!frame.machine.assigned.has(`.${name}`) || isRunning(thing.born)) return value
  return join(value, unknown(name, { soft: true }))
}

function inheritedMember(thing: Thing, name: string, asking: Asking): Value {
  const { frame } = asking
  const got = gotMember(thing, name, { self: [thing], frame })
  if (got) return got
  const lazy = thing.lazy?.(name, frame)
  if (lazy) return lazy
  const inherited = thing.class && prototypeMember(thing.class, name, { self: [thing], frame })
  if (inherited) return inherited
  if (name === 'constructor') return thing.class ? [thing.class] : (classOf(thing, frame) ?? unknown(name))
  const method = methodOf(thing.tag, name, asking.frame)
  if (method) return method
  if (thing.tag === 'ref') return getMember(refValue(thing), name, asking)
  if (thing.tag === 'array' && name === 'length') return unknown('length', { is: 'number' })
  // A list has no members of other names than its indexes and methods.
  if (thing.element && (thing.tag !== 'array' || /^\d+$/.test(name))) return join(readSlot(thing.element), UNDEFINED)
  return openMember(thing, name)
}

/** Whether something is a ref, whose value is a member of it. */
export function isRef(atom: Atom): atom is Thing {
  return atom.kind === 'object' && atom.tag === 'ref'
}

/** What a ref holds now. */
export function refValue(thing: Thing): Value {
  const slot = thing.slots.get('value')
  if (slot) return readSlot(slot)
  return (thing.born && thing.lazy?.('value', thing.born)) ?? []
}

/** A member that an open object may have: an instance of a class that is not read, or one whose type names it. */
function openMember(thing: Thing, name: string): Value {
  if (thing.class?.parent?.some(atom => atom.kind === 'unknown')) return unknown(name)
  return thing.tag === 'plain' || thing.tag === 'array' || thing.tag === 'namespace' ? UNDEFINED : unknown(name)
}

/** Whose member is asked for, and where. */
export interface Asked {
  self: Value
  frame: Frame
}

/** What stands before the name of a member in the slot of the functions that it is asked of. */
export const GETTER = '#get '

function gotMember(thing: Thing, name: string, { self, frame }: Asked): Value | undefined {
  const slot = frame.machine.getters.has(name) ? thing.slots.get(`${GETTER}${name}`) : undefined
  const getters = slot ? readSlot(slot).filter(atom => atom.kind === 'function') : []
  if (getters.length === 0) return undefined
  const call = { args: [], self, frame, types: [] }
  return joinAll(getters.map(one => one.call({ ...call, node: one.code?.node ?? { start: 0, end: 0 } })))
}

/** A member that a class gives to its instances. */
export function prototypeMember(owner: Callable, name: string, at: Asked): Value | undefined {
  const slot = owner.prototype?.slots.get(name)
  if (slot) return valueOfSlot(slot, at.self, at.frame)
  const got = owner.prototype && gotMember(owner.prototype, name, at)
  if (got) return got
  const inherited = owner.prototype?.lazy?.(name, at.frame)
  if (inherited) return inherited
  for (const parent of owner.parent ?? []) {
    const found = parent.kind === 'function' ? prototypeMember(parent, name, at) : undefined
    if (found) return found
  }
  return undefined
}

function answerMember(atom: Answer, name: string, asking: Asking): Value {
  const methods = asking.frame.machine.methods
  if (asking.called && methods.answer && Object.hasOwn(methods.answer, name)) {
    return methodOf('answer', name, asking.frame) ?? []
  }
  if (name === 'then' || name === 'catch' || name === 'finally') {
    return (asking.called ? methodOf('promise', name, asking.frame) : undefined) ?? UNDEFINED
  }
  if (name === 'length' || name === 'size') {
    use([atom])
    return unknown(name, { is: 'number' })
  }
  const path = /^\d+$/.test(name) ? pathOfElement(atom.path) : pathBelow(atom.path, name)
  watch(asking.frame.machine, atom.source)
  const { machine } = asking.frame
  if (!atom.source.over) return [answer(atom.source, path)]
  const written = () => withWritten(atom, path, { part: over => getMember(over, name, asking), machine })
  return lookOnce(machine, { name, called: asking.called, source: atom.source, path }, written)
}

/** An element of an answer that is a list. */
export function elementOfAnswer(atom: Answer, frame: Frame): Value {
  watch(frame.machine, atom.source)
  return withWritten(atom, pathOfElement(atom.path), {
    part: over => getAnyMember(over, '', frame),
    machine: frame.machine,
  })
}

function unknownMember(atom: Unknown, name: string, asking: Asking): Value {
  const typed = atom.control && memberOfControl(atom, name, asking)
  if (typed) return typed
  const written = atom.name === 'dataset' ? addressesInData(name, asking.frame) : []
  if (written.length > 0) return written
  const added = addedOutside(atom, name, asking.frame)
  if (added.length > 0) return added
  let kept: Value = []
  for (const wrapped of atom.wraps ?? []) {
    if (wrapped.kind !== 'unknown') kept = join(kept, memberOf(wrapped, name, asking))
  }
  const known = kept.filter(one => one.kind !== 'constant' && !(atom.outside !== undefined && isBare(one)))
  if (known.length > 0) return known
  const own = atom.type && toolOfType(atom.type, name, asking.frame)
  if (own) return own
  const method = asking.called ? methodOf('unknown', name, asking.frame) : undefined
  if (method) return method
  const type = atom.type && typedMember(atom.type, name)
  if (type === null) return UNDEFINED
  if (type) return unknown(name, { type })
  // One of the files that somebody chose.
  const is = atom.is === 'file' && (name === 'item' || /^\d+$/.test(name)) ? 'file' : PRIMITIVES[name]
  return unknown(name, { ...(is ? { is } : {}), ...outsideOf(atom, name) })
}

/** Something of which nothing is known, not even where it comes from. */
function isBare(atom: Atom): boolean {
  return atom.kind === 'unknown' && !(atom.outside ?? atom.wraps ?? atom.type ?? atom.control ?? atom.is)
}

/** A member of something that is not among the files comes from there, too. */
function outsideOf({ outside }: Unknown, name: string): Pick<Unknown, 'outside'> {
  return outside === undefined || outside.length > LONGEST ? {} : { outside: `${outside}.${name}` }
}

const LONGEST = 120

/** What is typed is a text: it can be trimmed, and is still what was typed. */
function memberOfControl(atom: Unknown, name: string, asking: Asking): Value | undefined {
  if (atom.part) return controlMember(atom, name, readCell)
  return asking.called && atom.is === 'string' ? methodOf('text', name, asking.frame) : undefined
}

function typedMember(type: Type, name: string): Type | null | undefined {
  return /^\d+$/.test(name) ? elementType(type) : memberType(type, name)
}

function callableMember(callable: Callable, name: string, asking: Asking): Value {
  const slot = callable.statics?.slots.get(name)
  if (slot) return valueOfSlot(slot, [callable], asking.frame)
  const lazy = callable.statics?.lazy?.(name, asking.frame)
  if (lazy) return lazy
  const method = methodOf('function', name, asking.frame)
  if (method) return method
  if (name === 'prototype') return prototypeOf(callable)
  for (const parent of callable.parent ?? []) {
    if (parent.kind === 'function') return callableMember(parent, name, asking)
  }
  // `require('package').default` is what `require('package')` gives where the package is a function.
  if (name === 'default' && !callable.code) return [callable]
  return callable.code ? UNDEFINED : unknown(name)
}

/** What a function gives to what `new` makes with it; of a plain function it is made when somebody asks. */
function prototypeOf(callable: Callable): Value {
  const { code } = callable
  if (!callable.prototype && code && callable.construct) {
    callable.prototype = makeThing(code.scope.frame, PROTOTYPE - code.site)
  }
  return callable.prototype ? [callable.prototype] : UNDEFINED
}

// Sites of prototypes are apart from those of the functions themselves.
const PROTOTYPE = -0.5

/** What a member of unknown name may be: any of them. */
export function getAnyMember(object: Value, name: string, frame: Frame): Value {
  let result: Value = []
  inCrowd([object], frame, () => {
    for (const atom of object) result = join(result, anyMemberOf(atom, name, frame))
  })
  return result
}

function anyMemberOf(atom: Atom, name: string, frame: Frame): Value {
  frame.machine.looks += 1
  if (atom.kind === 'answer')
    return atom.source === frame.machine.refused ? keyedPart(atom, name) : elementOfAnswer(atom, frame)
  if (atom.kind === 'unknown') {
    const type = atom.type && elementType(atom.type)
    return unknown(name, type ? { type } : {})
  }
  // A letter of a text: an id that is made up of what chance picks from an alphabet.
  if (atom.kind === 'text') return unknown(name, { is: 'string' })
  if (atom.kind !== 'object') return []
  let value: Value = atom.element ? readSlot(atom.element) : []
  for (const slot of atom.slots.values()) value = join(value, valueOfSlot(slot, [atom], frame))
  for (const base of atom.bases) value = join(value, getAnyMember(base.value, name, frame))
  if (value.length === 0) return unknown(name)
  // Under a key that is not known nothing may be kept yet: `cache[id] ??= load(id)`.
  return atom.tag === 'plain' && atom.element ? join(value, UNDEFINED) : value
}

/** A call of a member. `found` is told what is called. */
interface MemberCall extends Omit<Call, 'self'> {
  found?: (target: Value) => void
}

/**
 * Calls a member: `object.name(args)`. Alternatives that share one of our methods (arrays, answers that are lists) are one
 * call: a list of many alternatives is gone through once.
 */
export function callMember(object: Value, name: string, call: MemberCall): Value {
  const groups = new Map<Value, Atom[]>()
  for (const atom of object) {
    const member = memberOf(atom, name, { frame: call.frame, called: true })
    const group = groups.get(member)
    if (group) group.push(atom)
    else groups.set(member, [atom])
  }
  let result: Value = []
  for (const [member, self] of groups) {
    call.found?.(member)
    result = join(result, invoke(member, { ...call, self }, name))
  }
  return object.length === 0 ? unknown(name) : result
}
