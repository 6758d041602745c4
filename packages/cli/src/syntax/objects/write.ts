import { showAttribute, showMarkup } from '../components/written.ts'
import { release } from '../machine/release.ts'
import { addElement, setFields } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import type { Frame } from '../values/frame.ts'
import type { Callable, Thing, Value } from '../values/value.ts'
import { addOutside } from './added.ts'
import { GETTER, refValue } from './member.ts'
import { writeOver } from './over.ts'
import { pathBelow, pathOfElement } from './path.ts'

/** A member and what is written there. */
export interface Written {
  name: string
  value: Value
}

/** Writes a member of every alternative. */
export function setMember(object: Value, { name, value }: Written, frame: Frame): void {
  for (const atom of object) {
    if (atom.kind === 'object') {
      if (atom.tag === 'ref' && name !== 'value' && !atom.slots.has(name)) {
        // A template writes to what a ref holds: `v-model="form.title"`.
        setMember(refValue(atom), { name, value }, frame)
        continue
      }
      if (atom.written?.(name, value, frame) === true) continue
      if (atom.tag === 'array' && !/^\d+$/.test(name)) continue
      setFields(frame, atom, { [name]: value })
    } else if (atom.kind === 'function') {
      const [prototype] = name === 'prototype' && atom.code ? value : []
      if (prototype?.kind === 'object') atom.prototype = prototype
      setFields(frame, staticsOf(atom), { [name]: value })
    } else if (atom.kind === 'answer') {
      if (BY_ROUTER.has(name)) release(value, frame)
      writeOver({ ...atom, path: pathBelow(atom.path, name) }, value, frame)
    } else if (atom.kind === 'unknown') {
      // Most often an element of the page: what is written there is shown, and `onclick` is called.
      use(value)
      if (MARKUP.has(name)) showMarkup(value, frame)
      if (atom.part === 'element') showAttribute(atom, { name, value }, frame)
      if (BY_HAND.test(name) || BY_ROUTER.has(name)) release(value, frame)
      addOutside(atom, { name, value }, frame)
      setMember(atom.wraps ?? [], { name, value }, frame)
    }
  }
}

const MARKUP = new Set(['innerHTML', 'outerHTML', 'srcdoc', '__html'])

/** What a person does on a page, and what has been loaded. Handlers of sockets are theirs who make them. */
const BY_HAND =
  /^on(?:load(?:end)?|(?:dbl)?click|contextmenu|change|input|submit|drop|blur|focus|(?:key|mouse|pointer|touch)\w+)$/

/** What a router shows, or loads to show it, in a route that the server gave. */
const BY_ROUTER = new Set(['component', 'components', 'lazy', 'loader'])

/** What is written to a function: its members. */
export function staticsOf(callable: Callable): Thing {
  callable.statics ??= {
    kind: 'object',
    key: `statics:${callable.key}`,
    round: 0,
    tag: 'plain',
    slots: new Map(),
    bases: [],
  }
  return callable.statics
}

/** Writes a member whose name is not known. */
export function setAnyMember(object: Value, value: Value, frame: Frame): void {
  for (const atom of object) {
    if (atom.kind === 'object') addElement(frame, atom, value)
    else if (atom.kind === 'answer') writeOver({ ...atom, path: pathOfElement(atom.path) }, value, frame)
  }
}

/** Functions that are run when a member is asked for. They are kept like its value would be, from round to round. */
export function setGetters(target: Value, { name, value }: Written, frame: Frame): void {
  frame.machine.getters.add(name)
  for (const atom of target) {
    const thing = atom.kind === 'function' ? staticsOf(atom) : atom
    if (thing.kind === 'object') setFields(frame, thing, { [`${GETTER}${name}`]: value })
  }
}
