import type { Argument, Expression, Node, TSTypeParameterInstantiation } from 'oxc-parser'
import { chosenModule } from '../builtins/chosen.ts'
import { construct, invoke } from '../machine/invoke.ts'
import { placeOf, siteOf } from '../machine/machine.ts'
import { importModule, importValue } from '../modules/modules.ts'
import { nameOfExpression } from '../modules/names.ts'
import { counted, elementsOf, makeArray } from '../objects/elements.ts'
import { callMember, getAnyMember, getMember, prototypeMember } from '../objects/member.ts'
import type { Type } from '../types/type.ts'
import { writtenType } from '../types/written.ts'
import type { Call, Frame } from '../values/frame.ts'
import { isNullish, join, joinAll } from '../values/join.ts'
import { promise, text, UNDEFINED, unknown } from '../values/make.ts'
import { literalTexts } from '../values/text.ts'
import type { Atom, Value } from '../values/value.ts'
import { initialiseParent } from './classes.ts'
import { narrowed } from './condition.ts'
import { observe } from './operators.ts'
import { memberNames, namesOf } from './patterns.ts'

type Nodes<K extends Node['type']> = Extract<Node, { type: K }>

function argumentsOf(args: readonly Argument[], frame: Frame): Value[] {
  const values: Value[] = []
  for (const arg of args) {
    if (arg.type !== 'SpreadElement') values.push(frame.machine.evaluate(arg, frame))
    else values.push(...elementsOf(frame.machine.evaluate(arg.argument, frame), frame))
  }
  return values
}

const NO_TYPES: readonly Type[] = []

function typesOf(given: TSTypeParameterInstantiation | null | undefined, frame: Frame): readonly Type[] {
  return given ? given.params.map(node => writtenType(node, frame.scope)) : NO_TYPES
}

function evaluateCall(node: Nodes<'CallExpression'>, frame: Frame): Value {
  const { callee } = node
  if (callee.type === 'Super') return callSuper(node, frame)
  if (callee.type === 'MemberExpression') return callOfMember(node, callee, frame)
  const target = frame.machine.evaluate(callee, frame)
  noteMet(target, callee, frame)
  return invoke(target, callFor(node, [], frame), nameOfExpression(callee))
}

/** Notes that a call has found what it calls: its name speaks of nothing else. */
function noteMet(target: Value, name: { start: number }, { machine, module }: Frame): void {
  if (!machine.live || !target.some(atom => atom.kind === 'function')) return
  module.seen.met.add(name.start)
}

function callFor(node: Nodes<'CallExpression' | 'NewExpression'>, self: Value, frame: Frame): Call {
  const args = argumentsOf(node.arguments, frame)
  const call = { args, self, frame, node, types: typesOf(node.typeArguments, frame) }
  return node.arguments.some(({ type }) => type === 'SpreadElement') ? { ...call, spread: true } : call
}

function callSuper(node: Nodes<'CallExpression'>, frame: Frame): Value {
  const call = callFor(node, frame.self, frame)
  for (const atom of frame.self) {
    if (atom.kind === 'object' && frame.home) initialiseParent(frame.home, atom, call)
  }
  return UNDEFINED
}

function callOfMember(node: Nodes<'CallExpression'>, callee: Nodes<'MemberExpression'>, frame: Frame): Value {
  if (callee.object.type === 'Super') {
    return invoke(superMember(callee, frame), callFor(node, frame.self, frame), nameOfExpression(callee))
  }
  const object = frame.machine.evaluate(callee.object, frame)
  const names = memberNames(callee, frame)
  const call = callFor(node, object, frame)
  if (names.length === 0) return invoke(getAnyMember(object, '', frame), call)
  if (names[0] === 'includes') observeList(node, { list: object, item: call.args[0] ?? [] }, frame)
  const present = callee.optional || node.optional ? object.filter(atom => isNullish(atom) !== true) : object
  let result: Value = present.length < object.length ? UNDEFINED : []
  const found = (target: Value) => noteMet(target, callee.property, frame)
  for (const name of names) {
    if (present.length === 0) continue
    result = join(result, callMember(present, name, { ...call, found }))
  }
  return result
}

/** `['admin', 'manager'].includes(user.role)` and `user.roles.includes('admin')` compare, too. */
function observeList(node: Nodes<'CallExpression'>, { list, item }: { list: Value; item: Value }, frame: Frame): void {
  const [arg] = node.arguments
  if (!arg || arg.type === 'SpreadElement' || node.callee.type !== 'MemberExpression') return
  observe(arg, elementsOf(list, frame).flat(), frame)
  observe(node.callee.object, item, frame)
}

function superMember(node: Nodes<'MemberExpression'>, frame: Frame): Value {
  let found: Value = []
  for (const name of memberNames(node, frame)) {
    for (const parent of frame.home?.parent ?? []) {
      if (parent.kind === 'function')
        found = join(found, prototypeMember(parent, name, { self: frame.self, frame }) ?? [])
    }
  }
  return found.length > 0 ? found : unknown('super')
}

function evaluateMember(node: Nodes<'MemberExpression'>, frame: Frame): Value {
  if (node.object.type === 'Super') return superMember(node, frame)
  const object = frame.machine.evaluate(node.object, frame)
  const key = node.computed ? frame.machine.evaluate(node.property, frame) : []
  const names = node.computed ? namesOf(key) : memberNames(node, frame)
  if (names.length === 0) return getAnyMember(object, nameOfExpression(node.property as Expression), frame)
  let result: Value = []
  for (const name of names) result = join(result, getMember(object, name, { frame }))
  if (object.length === 0) return unknown(names[0])
  if (frame.narrowed) return narrowed(node, result, frame)
  const table = isOpen(key) ? object.filter(isTable) : []
  return table.length > 0 ? join(result, getAnyMember(table, names[0] ?? '', frame)) : result
}

/**
 * A table of pages or of handlers: each of them is a function. Or a list, whose index is counted on: the next of a queue. Or
 * rows that are kept by what nobody knows, an id, beside one that is written down for who is not known.
 */
function isTable(atom: Atom): boolean {
  if (atom.kind !== 'object') return false
  if (atom.tag === 'array' || (atom.tag === 'plain' && atom.element !== undefined)) return true
  if (atom.tag !== 'plain' || atom.slots.size < 2) return false
  return [...atom.slots.values()].every(({ value }) => value.some(one => one.kind === 'function'))
}

/** A key that begins as one that is written down, and may be another one later. */
function isOpen(key: Value): boolean {
  return key.some(atom => atom.kind === 'unknown')
}

function evaluateNew(node: Nodes<'NewExpression'>, frame: Frame): Value {
  const callee = frame.machine.evaluate(node.callee, frame)
  return construct(callee, callFor(node, [], frame), nameOfExpression(node.callee))
}

function evaluateTagged(node: Nodes<'TaggedTemplateExpression'>, frame: Frame): Value {
  const tag = frame.machine.evaluate(node.tag, frame)
  const whole = frame.machine.evaluate(node.quasi, frame)
  const values = node.quasi.expressions.map(one => frame.machine.evaluate(one, frame))
  const own = tag.filter(atom => atom.kind === 'function' && atom.code)
  const others = tag.filter(atom => !own.includes(atom))
  const call = { self: [], frame, node, types: [] }
  const name = nameOfExpression(node.tag)
  const result = own.length > 0 ? invoke(own, { ...call, args: [piecesOf(node, frame), ...values] }, name) : []
  // Functions of ours get the text as a whole.
  return own.length > 0 && others.length === 0
    ? result
    : join(result, invoke(others, { ...call, args: [whole, ...values] }, name))
}

/** The pieces that a tag of the program gets, also as they are written. */
function piecesOf({ quasi }: Nodes<'TaggedTemplateExpression'>, frame: Frame): Value {
  const list = (raw: boolean): Value => {
    const pieces = quasi.quasis.map(one => text((raw ? one.value.raw : one.value.cooked) ?? '', placeOf(frame, one)))
    return counted(makeArray(frame, siteOf(frame.module, quasi), pieces))
  }
  const [pieces] = list(false)
  if (pieces?.kind !== 'object') return []
  const count = pieces.lazy
  pieces.lazy = (name, at) => (name === 'raw' ? list(true) : count?.(name, at))
  return [pieces]
}

function evaluateImport(node: Nodes<'ImportExpression'>, frame: Frame): Value {
  // `import(`./pages/${name}`)` with a name from a table is one of several.
  const source = frame.machine.evaluate(node.source, frame)
  const modules = literalTexts(source).map(specifier => importedModule(specifier, frame))
  return promise(modules.length > 0 ? joinAll(modules) : chosenModule(source, frame))
}

function importedModule(specifier: string, frame: Frame): Value {
  importModule(frame, specifier)
  return importValue(frame.module, { specifier, name: '*' })
}

/** The value behind promises and other things that can be awaited. */
export function awaited(value: Value, frame: Frame, node: { start: number; end: number }): Value {
  let result: Value = []
  for (const atom of value) {
    if (atom.kind === 'promise') result = join(result, awaited(atom.value, frame, node))
    else if (atom.kind === 'object' && atom.tag === 'answer' && atom.lazy) {
      const call: Call = { args: [], self: [atom], frame, node, types: [] }
      result = join(result, awaited(callMember([atom], 'then', call), frame, node))
    } else result = join(result, [atom])
  }
  return result
}

function evaluateAwait(node: Nodes<'AwaitExpression'>, frame: Frame): Value {
  return awaited(frame.machine.evaluate(node.argument, frame), frame, node)
}

function evaluateYield(node: Nodes<'YieldExpression'>, frame: Frame): Value {
  const value = node.argument ? frame.machine.evaluate(node.argument, frame) : UNDEFINED
  frame.yields = join(frame.yields, node.delegate ? elementsOf(value, frame).flat() : value)
  return awaited(value.flatMap(returned), frame, node)
}

/** What a generator returns, for who runs it to its end. */
function returned(atom: Value[number]): Value {
  return atom.kind === 'object' && atom.tag === 'array' && atom.inner ? atom.inner : [atom]
}

function evaluateChain(node: Nodes<'ChainExpression'>, frame: Frame): Value {
  return frame.machine.evaluate(node.expression, frame)
}

/** Calls and members, by kind of expression. */
export const CALLS = {
  CallExpression: evaluateCall,
  MemberExpression: evaluateMember,
  NewExpression: evaluateNew,
  TaggedTemplateExpression: evaluateTagged,
  ImportExpression: evaluateImport,
  AwaitExpression: evaluateAwait,
  YieldExpression: evaluateYield,
  ChainExpression: evaluateChain,
}
