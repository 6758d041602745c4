import type { ParamPattern } from 'oxc-parser'
import { caseOfConverter, convertNames } from '../builtins/cases.ts'
import { noteRunOn } from '../machine/apart.ts'
import { joinLeft } from '../machine/branch.ts'
import { contextOf, siteOf, step } from '../machine/machine.ts'
import { noteType } from '../machine/note.ts'
import { openScope } from '../machine/scope.ts'
import { elementSlot } from '../machine/slots.ts'
import { noteRun } from '../machine/task.ts'
import type { Module } from '../modules/module.ts'
import { counted, makeArray } from '../objects/elements.ts'
import { bindTypes } from '../types/resolve.ts'
import type { Type } from '../types/type.ts'
import { view } from '../types/view.ts'
import { writtenType } from '../types/written.ts'
import type { Call, Closure, Code, Frame } from '../values/frame.ts'
import { join } from '../values/join.ts'
import { promise, UNDEFINED, unknown } from '../values/make.ts'
import type { Callable, Value } from '../values/value.ts'
import { regain } from './condition.ts'
import { noteCost } from './costs.ts'
import { bindPattern } from './patterns.ts'
import { isRepeating } from './recursion.ts'
import { shared } from './shared.ts'
import { runBlock } from './statements.ts'

const CONVERTER = /camel|snake|kebab|underscore/i
const DEEPEST_CALL = 70

/** A function of the program, closed over the scope it stands in. */
export function makeClosure(
  node: Code,
  frame: Frame,
  traits: { self?: Value; home?: Callable; name?: string } = {},
): Callable {
  const { machine, module } = frame
  const site = siteOf(module, node)
  const arrow = node.type === 'ArrowFunctionExpression'
  const self = arrow ? frame.self : (traits.self ?? [])
  const code: Closure = { node, site, scope: frame.scope, module, context: frame.context, self }
  const home = arrow ? frame.home : traits.home
  if (home) code.home = home
  const callable: Callable = {
    kind: 'function',
    key: `${site}@${frame.context}`,
    round: machine.stamp,
    name: traits.name ?? node.id?.name ?? '',
    call: call => {
      const to = CONVERTER.test(callable.name) ? caseOfConverter(callable.name, call.args) : undefined
      if (!to) return shared(callable as Callable & { code: Closure }, call, () => runClosure(code, node, call))
      noteRun(machine, code.site)
      return convertNames(call.args[0] ?? [], to, call)
    },
    code,
  }
  if (!arrow) callable.construct = call => constructPlain(callable, call)
  machine.made.set(site, callable)
  return callable
}

/** A function without a name has that of the variable or the field that it is written for. */
export function nameFunction([only]: Value, name: string): void {
  if (only?.kind === 'function' && only.code && only.name === '') only.name = name
}

/** `new` on a plain function: `this` is a fresh object. */
function constructPlain(callable: Callable, call: Call): Value {
  if (!callable.code) return unknown(callable.name)
  const self: Value = makeArray(call.frame, siteOf(call.frame.module, call.node), [])
  const [thing] = self
  if (thing?.kind === 'object') {
    thing.tag = 'instance'
    thing.class = callable
  }
  callable.call({ ...call, self })
  return self
}

/** The type that stands after a colon. */
export function annotated(
  annotation: { typeAnnotation: Type['node'] } | null | undefined,
  frame: Frame,
): Type | undefined {
  return annotation ? writtenType(annotation.typeAnnotation, frame.scope) : undefined
}

function frameOf(code: Closure, call: Call): Frame {
  const { frame } = call
  const made = {
    machine: frame.machine,
    module: code.module,
    self: code.node.type === 'ArrowFunctionExpression' ? code.self : call.self.length > 0 ? call.self : code.self,
    context: contextOf(frame, siteOf(frame.module, call.node), call.step),
    depth: frame.depth + 1,
    caller: frame,
    node: call.node,
    args: call.args,
    returns: [],
    yields: [],
    active: true,
    running: code.site,
    begun: frame.machine.steps,
    news: frame.machine.news,
    aside: frame.machine.aside,
  } as Omit<Frame, 'scope'> as Frame
  if (code.home) made.home = code.home
  if (frame.polls) made.polls = true
  if (call.repeats) made.repeats = true
  made.scope = openScope(code.scope, made)
  return made
}

/** Runs a function of the program with the arguments of one call. */
export function runClosure(code: Closure, node: Code, call: Call): Value {
  const { frame } = call
  const { machine } = frame
  if (!step(frame, call.node) || frame.depth > DEEPEST_CALL) return unknown(node.id?.name ?? '')
  // A call within itself gives what the other ways give: nothing of its own.
  if (isRepeating(code, call)) return []
  noteRun(machine, code.site)
  const inner = frameOf(code, call)
  noteRunOn(machine, code, inner.self)
  const types = bindTypes(inner.scope, node.typeParameters, call.types)
  if (types !== inner.scope && types.types) inner.scope.types = types.types
  bindParameters(node.params, call, inner)
  const result = runBody(node, inner)
  inner.active = false
  noteCost(inner, code, result)
  const typed = noteType(result, annotated(node.returnType, inner))
  if (node.type !== 'ArrowFunctionExpression' && node.generator) return listOf(inner, call)
  return node.async ? promise(typed) : typed
}

function listOf(frame: Frame, call: Call): Value {
  const list = makeArray(call.frame, siteOf(call.frame.module, call.node), [])
  const [array] = list
  if (array?.kind === 'object') {
    elementSlot(frame.machine, array).value = frame.yields
    array.inner = frame.returns
  }
  return list
}

function runBody(node: Code, frame: Frame): Value {
  if (!node.body) return unknown(node.id?.name ?? '')
  if (node.body.type !== 'BlockStatement') return frame.machine.evaluate(node.body, frame)
  const completion = runBlock(node.body.body, frame)
  regain(frame)
  joinLeft(frame)
  return completion === 'next' ? join(frame.returns, UNDEFINED) : frame.returns
}

function bindParameters(params: readonly ParamPattern[], call: Call, frame: Frame): void {
  if (readsArguments(frame.module)) bindArguments(frame, call)
  // TypeScript's `this` is no argument.
  const [receiver] = params
  const given = receiver?.type === 'Identifier' && receiver.name === 'this' ? params.slice(1) : params
  for (const [index, param] of given.entries()) {
    if (param.type === 'RestElement') {
      const rest = counted(makeArray(frame, siteOf(frame.module, param), call.args.slice(index)))
      bindPattern(param.argument, noteType(rest, annotated(param.typeAnnotation, frame)), frame)
    } else if (param.type === 'TSParameterProperty') {
      bindPattern(param.parameter, call.args[index] ?? missing(param.parameter, call, frame), frame)
      setParameterProperty(param, frame)
    } else bindPattern(param, call.args[index] ?? missing(param, call, frame), frame)
  }
}

function readsArguments(module: Module): boolean {
  module.readsArguments ??= module.source.text.includes('arguments')
  return module.readsArguments
}

function bindArguments(frame: Frame, call: Call): void {
  frame.scope.names.set('arguments', {
    value: counted(makeArray(frame, siteOf(frame.module, call.node), call.args)),
    order: 0,
  })
}

function setParameterProperty(param: Extract<ParamPattern, { type: 'TSParameterProperty' }>, frame: Frame): void {
  const pattern = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter
  if (pattern.type !== 'Identifier') return
  const value = frame.scope.names.get(pattern.name)?.value ?? []
  for (const atom of frame.self) {
    if (atom.kind === 'object') atom.slots.set(pattern.name, { value, order: atom.slots.size })
  }
}

/** What a parameter is when the call does not say: its default, or something of its type. */
function missing(param: ParamPattern, call: Call, frame: Frame): Value {
  if (!call.free || param.type === 'AssignmentPattern') return UNDEFINED
  const name = param.type === 'Identifier' ? param.name : 'props'
  const type = 'typeAnnotation' in param ? annotated(param.typeAnnotation, frame) : undefined
  if (!type) return unknown(name)
  const solid = param.type === 'Identifier' && !('optional' in param && param.optional) && view(type).kind === 'object'
  return unknown(name, solid ? { type, solid } : { type })
}
