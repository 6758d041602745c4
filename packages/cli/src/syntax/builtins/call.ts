import { invoke } from '../machine/invoke.ts'
import { siteOf } from '../machine/machine.ts'
import type { Call } from '../values/frame.ts'
import { UNDEFINED } from '../values/make.ts'
import type { Value } from '../values/value.ts'

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

/** The site of a call, for what it makes. */
export function siteOfCall(call: Call): number {
  return siteOf(call.frame.module, call.node)
}
