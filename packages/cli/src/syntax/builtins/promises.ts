import { awaited } from '../evaluate/calls.ts'
import { branch } from '../machine/branch.ts'
import { caught, throwValue } from '../machine/failure.ts'
import { invoke } from '../machine/invoke.ts'
import type { Methods } from '../machine/machine.ts'
import { addToCell, cellOf, makeGlobal, makeThing, putFields, readCell } from '../machine/slots.ts'
import { elementsOf, makeArray } from '../objects/elements.ts'
import type { Call } from '../values/frame.ts'
import { join, joinAll } from '../values/join.ts'
import { holding, native, promise, settled, text, UNDEFINED, unknown } from '../values/make.ts'
import type { Callable, Value } from '../values/value.ts'
import { arg, callback, siteOfCall, turn } from './call.ts'

function isFunction(value: Value): boolean {
  return value.some(atom => atom.kind === 'function' || (atom.kind === 'unknown' && atom.wraps !== undefined))
}

/** What a handler of failures gives; it may run or not. */
function failed(call: Call, handler: Value): Value {
  if (!isFunction(handler)) return []
  const run = () => callback(turn(call, 2), handler, [caught(call.frame)])
  const [value = []] = branch(call.frame, [{ run }, { run: () => [] as Value }])
  return awaited(value, call.frame, call.node)
}

function then(call: Call): Value {
  const value = settled(call.self)
  const handler = arg(call, 0)
  const done = isFunction(handler) ? awaited(callback(call, handler, [value]), call.frame, call.node) : value
  return promise(join(done, failed(call, arg(call, 1))))
}

function recover(call: Call): Value {
  return promise(join(settled(call.self), failed(call, arg(call, 0))))
}

function last(call: Call): Value {
  if (isFunction(arg(call, 0))) callback(turn(call, 3), arg(call, 0), [])
  return promise(settled(call.self))
}

/** Methods of promises. */
export const PROMISES: Methods = { then, catch: recover, finally: last }

/** Methods of functions. */
export const FUNCTIONS: Methods = {
  call: call => invoke(call.self, { ...call, self: arg(call, 0), args: call.args.slice(1) }),
  apply: call => invoke(call.self, { ...call, self: arg(call, 0), args: elementsOf(arg(call, 1), call.frame) }),
  bind: call => call.self.map(atom => (atom.kind === 'function' ? bound(atom, call) : atom)),
}

function bound(target: Callable, { args, frame }: Call): Callable {
  const [self = UNDEFINED, ...first] = args
  const owner = self.some(atom => atom.kind === 'object') ? self : []
  const run = (call: Call) =>
    target.call({ ...call, self: owner.length > 0 ? owner : call.self, args: [...first, ...call.args] })
  return { ...target, key: `${target.key}.bind@${frame.context}`, call: run, holds: [...owner, ...first.flat()] }
}

function all(call: Call): Value {
  const items = elementsOf(arg(call, 0), call.frame).map(item => awaited(item, call.frame, call.node))
  const listed = arg(call, 0).every(atom => atom.kind === 'object' && !atom.element)
  const site = siteOfCall(call)
  return promise(
    listed ? makeArray(call.frame, site, items) : makeArray(call.frame, site, { items: [], rest: joinAll(items) }),
  )
}

function allSettled(call: Call): Value {
  const outcomes = elementsOf(arg(call, 0), call.frame).map(item => {
    const outcome = makeThing(call.frame, siteOfCall(call))
    putFields(call.frame, outcome, { status: [...text('fulfilled'), ...text('rejected')] })
    putFields(call.frame, outcome, { value: awaited(item, call.frame, call.node) })
    return [outcome]
  })
  return promise(makeArray(call.frame, siteOfCall(call), outcomes))
}

function race(call: Call): Value {
  return promise(joinAll(elementsOf(arg(call, 0), call.frame)))
}

/** `new Promise(executor)`: what `resolve` is ever called with. */
function construct(call: Call): Value {
  const { machine } = call.frame
  const name = `promise:${siteOfCall(call)}:${call.frame.context}`
  const cell = cellOf(machine, name)
  const resolve = holding(
    native(
      'resolve',
      inner => {
        addToCell(machine, cell, awaited(arg(inner, 0), inner.frame, inner.node))
        return UNDEFINED
      },
      name,
    ),
    [],
  )
  callback(call, arg(call, 0), [[resolve], [REJECT]])
  return promise(readCell(cell))
}

const REJECT = native('reject', reject, 'Promise.reject')

function reject(call: Call): Value {
  throwValue(arg(call, 0), call.frame, call.node)
  return promise([])
}

/** The global `Promise`. */
export const PROMISE: Value = [
  {
    ...native('Promise', () => unknown('promise')),
    construct,
    statics: makeGlobal('Promise', {
      all: [native('all', all, 'Promise.all')],
      allSettled: [native('allSettled', allSettled, 'Promise.allSettled')],
      race: [native('race', race, 'Promise.race')],
      any: [native('any', race, 'Promise.any')],
      resolve: [native('resolve', call => promise(arg(call, 0)), 'Promise.resolve')],
      reject: [REJECT],
    }),
  },
]
