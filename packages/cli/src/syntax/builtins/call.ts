import { invoke } from '../evaluate/invoke.ts'
import { siteOf } from '../evaluate/machine.ts'
import type { Call } from '../values/frame.ts'
import { UNDEFINED } from '../values/make.ts'
import type { Value } from '../values/value.ts'

/** An argument, or undefined where the call gives none. */
export function arg(call: Call, index: number): Value {
  return call.args[index] ?? UNDEFINED
}

/** Calls a function that was given as an argument. `step` tells the calls of one node apart. */
export function callback(call: Call, fn: Value, args: readonly Value[], step = 0): Value {
  const { frame, node } = call
  const repeats = call.repeats ? { repeats: true as const } : {}
  return invoke(fn, { frame, node, args, self: [], types: [], step: step + 1, ...repeats })
}

/** The site of a call, for what it makes. */
export function siteOfCall(call: Call): number {
  return siteOf(call.frame.module, call.node)
}
