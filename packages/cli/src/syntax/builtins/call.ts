import type { ImportExpression, Node } from 'oxc-parser'
import { invoke } from '../machine/invoke.ts'
import { contextOf, siteOf } from '../machine/machine.ts'
import { runTask } from '../machine/task.ts'
import type { Call } from '../values/frame.ts'
import { UNDEFINED } from '../values/make.ts'
import type { Callable, Value } from '../values/value.ts'

/** An argument, or undefined where the call gives none. */
export function arg(call: Call, index: number): Value {
  return call.args[index] ?? UNDEFINED
}

/** The same call, as one of several that its node makes: what each makes is told apart. */
export function turn(call: Call, index: number): Call {
  return { ...call, step: (call.step ?? 0) * 61 + index + 1 }
}

/** Calls a function that was given as an argument. */
export function callback(call: Call, fn: Value, args: readonly Value[]): Value {
  const { frame, node } = call
  const inner: Call = { frame, node, args, self: [], types: [], step: call.step ?? 1 }
  if (call.repeats) inner.repeats = true
  return invoke(fn, inner)
}

/**
 * Calls a function that was given as an argument, in a task of its own: it is not called again while it and its arguments are
 * what they were. Only for functions whose work is done by what they return.
 */
export function recall(call: Call, fn: Value, args: readonly Value[]): Value {
  const { frame } = call
  const context = contextOf(frame, siteOfCall(call), call.step)
  const functions = fn.filter(atom => atom.kind === 'function').map(atom => atom.key)
  const name = `call ${functions.join()}<${context}${frame.polls ? ' polls' : ''}`
  return runTask(frame.machine, { name, inputs: [fn, ...args] }, () => callback(call, fn, args))
}

/** The site of a call, for what it makes. */
export function siteOfCall(call: Call): number {
  return siteOf(call.frame.module, call.node)
}

/** Whether a function does nothing but import: `() => import('./App.vue')`. */
export function isImport(callable: Callable): boolean {
  return importIn(callable) !== undefined
}

/** The file that such a function imports. */
export function importedFile(callable: Callable): string | undefined {
  const { code } = callable
  const source = importIn(callable)?.source
  if (!code || source?.type !== 'Literal' || typeof source.value !== 'string') return undefined
  const target = code.scope.frame.machine.host.resolve(source.value, code.module.path)
  return 'path' in target ? target.path : undefined
}

function importIn({ code }: Callable): ImportExpression | undefined {
  const body = code && 'body' in code.node ? (code.node.body as Node | null) : undefined
  const [only] = body?.type === 'BlockStatement' ? body.body : []
  const given = only?.type === 'ReturnStatement' ? only.argument : body
  return given?.type === 'ImportExpression' ? given : undefined
}

/** How many parameters a function of the program declares. */
export function arity({ code }: Callable): number {
  return code && 'params' in code.node ? code.node.params.length : 0
}

/** The names of the parameters of a function or a constructor of the program; empty where one is a pattern. */
export function parameterNames({ code }: Callable): string[] {
  const node = code?.node
  const method =
    node && node.body?.type === 'ClassBody'
      ? node.body.body.find(one => one.type === 'MethodDefinition' && one.kind === 'constructor')
      : undefined
  const params = method?.type === 'MethodDefinition' ? method.value.params : node && 'params' in node ? node.params : []
  return params.map(param => {
    const inner = param.type === 'TSParameterProperty' ? param.parameter : param
    return inner.type === 'Identifier' ? inner.name : ''
  })
}
