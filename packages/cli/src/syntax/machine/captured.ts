import type { Closure, Frame } from '../values/frame.ts'
import { literalText } from '../values/text.ts'
import type { Atom, Callable, Value } from '../values/value.ts'
import { freeNames } from './free.ts'
import { readSlot } from './slots.ts'

const MOST = 6
const LONGEST = 80

/**
 * The functions that a function was handed by way of its scope: `confirm({ onYes })` gives a package a function that calls
 * `onYes`, another one for each caller. Their keys, in the order of the names. The flags of a component that a function reads
 * tell two of it apart, too: one that adds and one that edits; and so do texts. Where it was handed nothing, a function that
 * is written beside it may have been: `render={props => show(props)}`, where `show` shows the page that both were handed.
 */
export function captured(callable: Callable): string[] {
  const own = capturedBy(callable)
  return own.length > 0 ? own : besidesOf(callable).flatMap(capturedBy)
}

function capturedBy({ code }: Callable): string[] {
  if (!code) return []
  const names = freeNames(code.node)
  const keys = new Set<string>()
  for (let at = code.scope; at.parent; at = at.parent) {
    for (const [name, slot] of at.names) {
      if (!names.has(name)) continue
      const value = readSlot(slot)
      for (const key of handedIn(value, at.frame)) keys.add(key)
      for (const flag of flagsIn(value, code)) keys.add(flag)
      for (const word of wordIn(value)) keys.add(`${name}=${word}`)
      if (keys.size >= MOST) return [...keys]
    }
  }
  return [...keys]
}

/** The functions of the same call that it names. */
function besidesOf({ code }: Callable): Callable[] {
  if (!code?.scope.parent) return []
  const names = freeNames(code.node)
  return [...code.scope.names].flatMap(([name, slot]) =>
    names.has(name) ? readSlot(slot).flatMap(atom => (isBeside(atom, code.scope.frame) ? [atom] : [])) : [],
  )
}

function isBeside(atom: Atom, frame: Frame): atom is Callable {
  return atom.kind === 'function' && atom.code !== undefined && !isForeign(atom, frame)
}

function handedIn(value: Value, frame: Frame): string[] {
  return value.flatMap(atom => {
    if (atom.kind === 'function') return isForeign(atom, frame) ? [atom.key] : []
    if (atom.kind !== 'object' || atom.tag !== 'plain') return []
    return [...atom.slots.values()].flatMap(slot =>
      slot.value.flatMap(one => (isForeign(one, frame) ? [(one as Callable).key] : [])),
    )
  })
}

/** `listen('#staff', '/api/staff')`: what is written at the call stands in the function that it hands to the page. */
function wordIn(value: Value): string[] {
  const word = value.length === 1 ? literalText(value) : undefined
  return word === undefined || word.length > LONGEST ? [] : [word]
}

function flagsIn(value: Value, { node, scope }: Closure): string[] {
  const written = scope.module.source.text.slice(node.start, node.end)
  return value.flatMap(atom => {
    // What a component is given has no place of its own.
    if (atom.kind !== 'object' || (atom.birth?.site ?? 0) >= 0) return []
    return [...atom.slots].flatMap(([name, slot]) => {
      const [only, ...more] = readSlot(slot)
      const isFlag = only?.kind === 'constant' && typeof only.value === 'boolean' && more.length === 0
      return isFlag && written.includes(`.${name}`) ? [`${name}=${only.value}`] : []
    })
  })
}

/** A function that was written in a call that is not this one. */
function isForeign(atom: Atom, frame: Frame): boolean {
  return atom.kind === 'function' && atom.code !== undefined && atom.code.scope.frame !== frame
}
