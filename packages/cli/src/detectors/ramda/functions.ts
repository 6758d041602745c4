import {
  arg,
  awaited,
  type Call,
  callMember,
  elementsOf,
  getMember,
  invoke,
  join,
  keysOf,
  literalTexts,
  makeArray,
  makeThing,
  type Native,
  promise,
  putField,
  siteOfCall,
  truth,
  turn,
  type Value,
} from '../../syntax/index.ts'
import { curried, made } from '../lodash/functions.ts'
import { mergeDeep } from '../lodash/objects.ts'

const again = (inner: Call, index: number, args: readonly Value[]): Call => ({ ...turn(inner, index), args, self: [] })

/** `ifElse(test, then, otherwise)(value)`. */
function ifElse(call: Call): Value {
  const [test = [], yes = [], no = []] = call.args
  const run: Native = inner => {
    const is = truth(invoke(test, again(inner, 0, inner.args)))
    const found = is === false ? [] : invoke(yes, again(inner, 1, inner.args))
    return is === true ? found : join(found, invoke(no, again(inner, 2, inner.args)))
  }
  return made('ifElse', run, { call, holds: call.args })
}

/** `when(test, change, value)`: what does not pass stays as it is. `unless` is its opposite. */
function when(wanted: boolean): Native {
  return call => {
    const [test = [], change = [], value = []] = call.args
    const is = truth(invoke(test, again(call, 0, [value])))
    if (is === !wanted) return value
    const changed = invoke(change, again(call, 1, [value]))
    return is === wanted ? changed : join(changed, value)
  }
}

/** `converge(collect, [one, other])(value)`. */
function converge(call: Call): Value {
  const branches = elementsOf(arg(call, 1), call.frame)
  const run: Native = inner =>
    invoke(
      arg(call, 0),
      again(
        inner,
        9,
        branches.map((one, index) => invoke(one, again(inner, index, inner.args))),
      ),
    )
  return made('converge', run, { call, holds: call.args })
}

/** `juxt([one, other])(value)` gives a list of what they give. */
function juxt(call: Call): Value {
  const branches = elementsOf(arg(call, 0), call.frame)
  const run: Native = inner =>
    makeArray(
      inner.frame,
      siteOfCall(inner),
      branches.map((one, index) => invoke(one, again(inner, index, inner.args))),
    )
  return made('juxt', run, { call, holds: branches })
}

/** Steps that wait for what the one before gives. */
function waiting(reverse: boolean): Native {
  return call => {
    const listed = call.args.flatMap(one =>
      one.some(atom => atom.kind === 'object' && atom.tag === 'array') ? elementsOf(one, call.frame) : [one],
    )
    const steps = reverse ? listed.reverse() : listed
    const run: Native = inner => {
      let args: readonly Value[] = inner.args
      for (const [index, step] of steps.entries())
        args = [awaited(invoke(step, again(inner, index, args)), inner.frame, inner.node)]
      return promise(args[0] ?? [])
    }
    return made('waiting', run, { call, holds: steps })
  }
}

/** `pipe(value, one, other)` of remeda: the value goes through the functions. */
export const pipeValue: Native = call => {
  const [value = [], ...steps] = call.args
  return steps.reduce((at, step, index) => invoke(step, again(call, index, [at])), value)
}

const thenWith = (method: string): Native => {
  return call => callMember(arg(call, 1), method, { ...call, args: [arg(call, 0)] })
}

/** `apply(run, arguments)`. */
const apply: Native = call => invoke(arg(call, 0), again(call, 0, elementsOf(arg(call, 1), call.frame)))

/** `invoker(2, 'method')(a, b, object)`. */
function invoker(call: Call): Value {
  const names = literalTexts(arg(call, 1))
  const run: Native = inner => {
    const owner = inner.args.at(-1) ?? []
    const args = inner.args.slice(0, -1)
    return names.flatMap(name => callMember(owner, name, { ...inner, args }))
  }
  const [count] = arg(call, 0)
  const more = count?.kind === 'constant' ? Number(count.value) + 1 : 1
  return curried(made('invoker', run, { call, holds: [] }), more, { call, before: [] })
}

/** `objOf(name, value)`. */
function objOf(call: Call): Value {
  const thing = makeThing(call.frame, siteOfCall(call))
  for (const name of literalTexts(arg(call, 0))) putField(call.frame, thing, { name, value: arg(call, 1) })
  return [thing]
}

/** `applySpec({ name: make })(value)`: an object of what its functions give. */
function applySpec(call: Call): Value {
  const run: Native = inner => {
    const thing = makeThing(inner.frame, siteOfCall(inner))
    for (const [index, name] of keysOf(arg(call, 0)).names.entries()) {
      const value = invoke(getMember(arg(call, 0), name, inner), again(inner, index, inner.args))
      putField(inner.frame, thing, { name, value })
    }
    return [thing]
  }
  return made('applySpec', run, { call, holds: [arg(call, 0)] })
}

/** `curryN(2, run)`. */
function curryN(call: Call): Value {
  const [count] = arg(call, 0)
  const most = count?.kind === 'constant' && typeof count.value === 'number' ? count.value : 1
  return curried(arg(call, 1), Math.max(1, most), { call, before: [] })
}

/** What ramda and its like have beyond lodash. */
export const RAMDA: Readonly<Record<string, Native>> = {
  ifElse,
  when: when(true),
  unless: when(false),
  converge,
  juxt,
  applySpec,
  apply,
  invoker,
  objOf,
  curryN,
  pipeP: waiting(false),
  composeP: waiting(true),
  pipeWith: call => waiting(false)({ ...call, args: call.args.slice(1) }),
  composeWith: call => waiting(true)({ ...call, args: call.args.slice(1) }),
  andThen: thenWith('then'),
  otherwise: thenWith('catch'),
  call: call => invoke(arg(call, 0), again(call, 0, call.args.slice(1))),
  thunkify: call => arg(call, 0),
  partialList: call =>
    made(
      'partial',
      inner => invoke(arg(call, 0), again(inner, 0, [...elementsOf(arg(call, 1), call.frame), ...inner.args])),
      {
        call,
        holds: call.args,
      },
    ),
  mergeLeft: call => mergeDeep([arg(call, 1), arg(call, 0)], call),
  append: call =>
    callMember(arg(call, 1), 'concat', { ...call, args: [makeArray(call.frame, siteOfCall(call), [arg(call, 0)])] }),
  always: call => made('always', () => arg(call, 0), { call, holds: [arg(call, 0)] }),
}
