import type { AssignmentTarget, AssignmentTargetMaybeDefault, BindingPattern, Node, PropertyKey } from 'oxc-parser'
import { branch } from '../machine/branch.ts'
import { siteOf } from '../machine/machine.ts'
import { noteType } from '../machine/note.ts'
import { callLater } from '../machine/release.ts'
import { assignName, bind, declare, lookup } from '../machine/scope.ts'
import { makeThing, putFields } from '../machine/slots.ts'
import { use } from '../machine/use.ts'
import { isUnwrapped } from '../modules/names.ts'
import { elementsOf, isListed, makeArray } from '../objects/elements.ts'
import { getAnyMember, getMember, isRef, memberOf } from '../objects/member.ts'
import { addBase } from '../objects/spread.ts'
import { setAnyMember, setMember } from '../objects/write.ts'
import { writtenType } from '../types/written.ts'
import type { Frame } from '../values/frame.ts'
import { isNullish, join } from '../values/join.ts'
import { UNDEFINED, unknown } from '../values/make.ts'
import { literalTexts } from '../values/text.ts'
import type { Value } from '../values/value.ts'

type Pattern = BindingPattern | AssignmentTargetMaybeDefault
type Rest = { type: 'RestElement'; argument: Pattern }

/** Declares the names of a pattern with the parts of a value. */
export function bindPattern(pattern: BindingPattern, value: Value, frame: Frame): void {
  spread(pattern, value, { frame, leaf: bindLeaf })
}

/** Assigns the parts of a value to what a pattern names. */
export function assignPattern(pattern: AssignmentTarget, value: Value, frame: Frame): void {
  spread(pattern, value, { frame, leaf: assignLeaf })
}

type Leaf = (pattern: Node, value: Value, frame: Frame) => void

/** Where a pattern is taken apart, and what is done with its names. */
interface Taking {
  frame: Frame
  leaf: Leaf
}

function bindLeaf(pattern: Node, value: Value, frame: Frame): void {
  if (pattern.type !== 'Identifier') return
  const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation : undefined
  const type = annotation ? writtenType(annotation.typeAnnotation, frame.scope) : undefined
  declare(frame, pattern, named(noteType(value, type), pattern.name))
}

/** What is not known goes by the name of the variable that holds it. */
function named(value: Value, name: string): Value {
  if (!value.some(atom => isNameless(atom, name))) return value
  return value.map(atom => (isNameless(atom, name) ? { ...atom, name } : atom))
}

function isNameless(atom: Value[number], name: string): boolean {
  return atom.kind === 'unknown' && atom.name !== name && atom.env === undefined && atom.storage === undefined
}

function assignLeaf(pattern: Node, value: Value, frame: Frame): void {
  switch (pattern.type) {
    case 'Identifier':
      if (assignHeld(pattern, value, frame)) return
      if (!assignName(frame, pattern.name, value)) assignUndeclared(pattern.name, value, frame)
      return
    case 'MemberExpression': {
      const object = frame.machine.evaluate(pattern.object, frame)
      const names = memberNames(pattern, frame)
      if (names.length === 0) setAnyMember(object, value, frame)
      for (const name of names) setMember(object, { name, value }, frame)
      return
    }
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      assignLeaf(pattern.expression, value, frame)
      return
    default:
  }
}

/** `open = true` in a template writes to the ref `open`. */
function assignHeld(pattern: Extract<Node, { type: 'Identifier' }>, value: Value, frame: Frame): boolean {
  if (!isUnwrapped(pattern, frame)) return false
  const refs = (lookup(frame.scope, pattern.name) ?? []).filter(isRef)
  if (refs.length > 0) setMember(refs, { name: 'value', value }, frame)
  return refs.length > 0
}

/** In an old script a name that nobody declares is the page's: `onmessage = …`, `app = …`. */
function assignUndeclared(name: string, value: Value, frame: Frame): void {
  if (frame.module.source.program.sourceType === 'module') return
  if (/^on[a-z]+$/.test(name)) callLater(value, frame, [unknown('event')])
  else bind(frame.module.scope, name, value)
}

/** The names that a member expression may mean; none when they are not known. */
export function memberNames(node: Extract<Node, { type: 'MemberExpression' }>, frame: Frame): string[] {
  if (!node.computed)
    return [node.property.type === 'PrivateIdentifier' ? `#${node.property.name}` : node.property.name]
  return namesOf(frame.machine.evaluate(node.property, frame))
}

/** The member names that a computed key stands for. */
export function namesOf(key: Value): string[] {
  use(key)
  const numbers = key.flatMap(atom =>
    atom.kind === 'constant' && typeof atom.value === 'number' ? [String(atom.value)] : [],
  )
  return [...literalTexts(key), ...numbers]
}

function spread(pattern: Pattern | Rest, value: Value, taking: Taking): void {
  const { frame } = taking
  switch (pattern.type) {
    case 'AssignmentPattern': {
      const chosen = withDefault(value, frame, () => frame.machine.evaluate(pattern.right, frame))
      spread(pattern.left, chosen, taking)
      return
    }
    case 'ObjectPattern':
      spreadObject(pattern, typedBy(pattern, value, frame), taking)
      return
    case 'ArrayPattern':
      spreadArray(pattern, typedBy(pattern, value, frame), taking)
      return
    case 'RestElement':
      spread(pattern.argument, value, taking)
      return
    default:
      taking.leaf(pattern, value, frame)
  }
}

function typedBy(pattern: Pattern, value: Value, frame: Frame): Value {
  const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation : undefined
  return annotation?.type === 'TSTypeAnnotation'
    ? noteType(value, writtenType(annotation.typeAnnotation, frame.scope))
    : value
}

function isUndefined(value: Value): boolean {
  return value.every(atom => atom.kind === 'constant' && atom.value === undefined)
}

/** A value, or its default where it may be undefined. What comes from the environment gives way to the default. */
export function withDefault(value: Value, frame: Frame, fallback: () => Value): Value {
  if (isUndefined(value)) return fallback()
  if (value.every(atom => isNullish(atom) === false)) return value
  const kept = value.filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
  const [chosen = []] = branch(frame, [{ run: fallback }])
  const outside = kept.filter(atom => atom.kind === 'unknown' && atom.env !== undefined)
  if (outside.length > 0 && outside.length === kept.length) return markLikely(chosen)
  return join(kept, chosen)
}

/** Marks texts that the environment may replace. */
export function markLikely(value: Value): Value {
  return value.map(atom => (atom.kind === 'text' ? { ...atom, likely: true as const } : atom))
}

function keyNames(key: PropertyKey, computed: boolean, frame: Frame): string[] {
  if (computed) return key.type === 'PrivateIdentifier' ? [] : namesOf(frame.machine.evaluate(key, frame))
  if (key.type === 'Identifier') return [key.name]
  return key.type === 'Literal' ? [String(key.value)] : []
}

type ObjectPattern = Extract<Pattern, { type: 'ObjectPattern' }>

function spreadObject(pattern: ObjectPattern, value: Value, taking: Taking): void {
  const { frame } = taking
  const taken: string[] = []
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') {
      spread(property, without(value, taken, { frame, node: property }), taking)
      continue
    }
    const names = keyNames(property.key, property.computed, frame)
    taken.push(...names)
    let part: Value = []
    for (const name of names) part = join(part, getMember(value, name, { frame }))
    if (names.length === 0) part = getAnyMember(value, '', frame)
    if (value.length === 0) part = unknown(names[0])
    spread(property.value, part, taking)
  }
}

/** An object without some of its members, as `...rest` gives it. */
function without(value: Value, taken: readonly string[], at: { frame: Frame; node: Node }): Value {
  return value.map(atom => {
    if (atom.kind !== 'object') return atom
    const rest = makeThing(at.frame, siteOf(at.frame.module, at.node))
    for (const name of atom.slots.keys()) {
      if (!taken.includes(name)) putFields(at.frame, rest, { [name]: memberOf(atom, name, { frame: at.frame }) })
    }
    for (const base of atom.bases) addBase(rest, base.value)
    return rest
  })
}

type ArrayPattern = Extract<Pattern, { type: 'ArrayPattern' }>

function spreadArray(pattern: ArrayPattern, value: Value, taking: Taking): void {
  const { frame } = taking
  for (const [index, element] of pattern.elements.entries()) {
    if (!element) continue
    if (element.type === 'RestElement') {
      const rest = makeArray(frame, siteOf(frame.module, element), elementsOf(value, frame).slice(index))
      spread(element, rest, taking)
    } else spread(element, at(value, index, frame), taking)
  }
}

function at(value: Value, index: number, frame: Frame): Value {
  let part: Value = []
  for (const atom of value) {
    const listed = atom.kind === 'object' && atom.tag === 'array' && !atom.slots.has(String(index))
    // Behind the end of a list whose elements are all known there is nothing.
    const rest = listed && !isListed([atom]) ? elementsOf([atom], frame).at(-1) : undefined
    const found = listed ? rest : memberOf(atom, String(index), { frame })
    part = join(part, found ?? UNDEFINED)
  }
  return part.length > 0 ? part : unknown('')
}
