import { invoke } from '../machine/invoke.ts'
import { contextOf } from '../machine/machine.ts'
import { makeGlobal, makeThing } from '../machine/slots.ts'
import { elementsOf, makeArray } from '../objects/elements.ts'
import { callMember, getMember } from '../objects/member.ts'
import { setMember } from '../objects/write.ts'
import type { Call, Frame, Native } from '../values/frame.ts'
import { EITHER, holding, native, TRUE, text } from '../values/make.ts'
import { literalText } from '../values/text.ts'
import type { Callable, Thing, Value } from '../values/value.ts'
import { arg, siteOfCall } from './call.ts'

/** `new Proxy(target, { get, apply })`: each member is what its handler gives for the name. */
function construct(call: Call): Value {
  const target = arg(call, 0)
  const handler = arg(call, 1)
  const proxy = makeThing(call.frame, siteOfCall(call), 'instance')
  const held: Value = [...target, ...handler]
  const trap = (name: string) =>
    getMember(handler, name, { frame: call.frame }).filter(atom => atom.kind === 'function')
  const own = target.some(atom => atom.kind === 'function') ? callable(proxy, { target, held, trap }) : proxy
  proxy.holds = held
  proxy.lazy = (name, frame) => {
    const get = trap('get')
    if (get.length === 0) return getMember(target, name, { frame })
    return invoke(get, {
      args: [target, text(name), [own]],
      self: handler,
      frame: forName(name, frame),
      node: call.node,
      types: [],
    })
  }
  return [own]
}

interface Proxied {
  target: Value
  held: Value
  trap: (name: string) => Value
}

/** A proxy of a function is called through `apply`. */
function callable(proxy: Thing, { target, held, trap }: Proxied): Callable {
  const run: Native = call => {
    const apply = trap('apply')
    if (apply.length === 0) return invoke(target, call)
    const args = makeArray(call.frame, siteOfCall(call), call.args)
    return invoke(apply, { ...call, args: [target, call.self, args], self: [] })
  }
  return { ...holding(native('proxy', run, `proxy:${proxy.key}`), held), statics: proxy }
}

/** What a handler makes for one name is told apart from what it makes for another. */
function forName(name: string, frame: Frame): Frame {
  let sum = 11
  for (let at = 0; at < name.length; at += 1) sum = (sum * 31 + name.charCodeAt(at)) % 2 ** 40
  return { ...frame, context: contextOf(frame, -sum) }
}

/** The global `Proxy`. */
export const PROXY: Value = [{ ...native('Proxy', construct), construct }]

function member(call: Call): Value {
  const name = literalText(arg(call, 1))
  return name === undefined ? [] : getMember(arg(call, 0), name, { frame: call.frame })
}

/** The global `Reflect`. */
export const REFLECT: Value = [
  makeGlobal('Reflect', {
    get: [native('get', member, 'Reflect.get')],
    has: [native('has', () => EITHER, 'Reflect.has')],
    set: [
      native(
        'set',
        call => {
          const name = literalText(arg(call, 1))
          if (name !== undefined) setMember(arg(call, 0), { name, value: arg(call, 2) }, call.frame)
          return TRUE
        },
        'Reflect.set',
      ),
    ],
    apply: [
      native(
        'apply',
        call => invoke(arg(call, 0), { ...call, self: arg(call, 1), args: elementsOf(arg(call, 2), call.frame) }),
        'Reflect.apply',
      ),
    ],
    ownKeys: [
      native(
        'ownKeys',
        call => callMember(call.frame.machine.world.globals.Object ?? [], 'keys', call),
        'Reflect.ownKeys',
      ),
    ],
  }),
]
