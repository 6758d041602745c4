import {
  arg,
  assign,
  awaited,
  type Call,
  callback,
  callMember,
  elementsOf,
  makeThing,
  type Native,
  native,
  promise,
  siteOfCall,
  turn,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'

/** jQuery's helpers for lists, objects and promises, as members of `$`. */
export function helpers(): Record<string, Value> {
  const all: Record<string, Native> = {
    each: call => {
      visit(call, (item, index) => [index, item])
      return arg(call, 0)
    },
    map: call => callMember(arg(call, 0), 'map', { ...call, args: call.args.slice(1) }),
    grep: call => callMember(arg(call, 0), 'filter', { ...call, args: call.args.slice(1) }),
    extend,
    when,
    parseJSON: call => arg(call, 0),
    makeArray: call => arg(call, 0),
    trim: call => arg(call, 0),
    proxy: call => callMember(arg(call, 0), 'bind', { ...call, args: call.args.slice(1) }),
  }
  return Object.fromEntries(Object.entries(all).map(([name, run]) => [name, [native(name, run, `$.${name}`)]]))
}

function visit(call: Call, argumentsOf: (item: Value, index: Value) => Value[]): void {
  for (const [index, item] of elementsOf(arg(call, 0), call.frame).entries())
    callback(turn(call, index), arg(call, 1), argumentsOf(item, unknown('index', { is: 'number' })))
}

/** `$.extend(true, target, …)` and `$.extend({}, defaults, options)`. */
function extend(call: Call): Value {
  const args = call.args.filter(one => !one.every(atom => atom.kind === 'constant'))
  const first = assign({ ...call, args })
  return first.length > 0 ? first : [makeThing(call.frame, siteOfCall(call))]
}

/** `$.when(a, b)`: its handlers get what each of them gives. */
function when(call: Call): Value {
  const values = call.args.map(one => awaited(one, call.frame, call.node))
  const done = makeThing(call.frame, siteOfCall(call), 'instance')
  const self: Value = [done]
  done.lazy = name => [
    native(
      name,
      inner => {
        for (const one of inner.args) use(callback(inner, one, values))
        return name === 'promise' ? promise(values[0] ?? []) : self
      },
      `${name}:${done.key}`,
    ),
  ]
  return self
}
