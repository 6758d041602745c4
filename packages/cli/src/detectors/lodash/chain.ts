import { arg, type Call, holding, makeThing, type Native, native, siteOfCall, type Value } from '../../syntax/index.ts'

type Functions = Readonly<Record<string, Native>>

const ENDS = new Set('value valueOf toJSON'.split(' '))
/** What gives one value ends a chain that nobody asked for by name. */
const SINGLE = new Set(
  'reduce head first last nth find some every join sum sumBy size includes get isEmpty minBy maxBy min max'.split(' '),
)

/** `_(list).map(…).value()`: every function as a method of what is wrapped. */
export function chained(functions: Functions, explicit: boolean): Native {
  return call => wrapped(arg(call, 0), { functions, explicit }, call)
}

interface Chain {
  functions: Functions
  explicit: boolean
}

function wrapped(value: Value, chain: Chain, call: Call): Value {
  const wrapper = makeThing(call.frame, siteOfCall(call), 'instance')
  wrapper.holds = value
  wrapper.lazy = name => {
    if (ENDS.has(name))
      return [
        holding(
          native(name, () => value, `${name}:${wrapper.key}`),
          value,
        ),
      ]
    const run = Object.hasOwn(chain.functions, name) ? chain.functions[name] : undefined
    const step: Native = inner => {
      const result = run ? run({ ...inner, args: [value, ...inner.args] }) : value
      const kept = name === 'forEach' || name === 'each' ? value : result
      return SINGLE.has(name) && !chain.explicit ? kept : wrapped(kept, chain, inner)
    }
    return [holding(native(name, step, `${name}:${wrapper.key}`), value)]
  }
  return [wrapper]
}
