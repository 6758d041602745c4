import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  ELEMENT,
  getMember,
  holding,
  join,
  makeThing,
  type Native,
  native,
  putFields,
  readCell,
  siteOfCall,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** `createContext(initial)`: what its providers are given, wherever they stand. */
export function createContext(call: Call): Value {
  const { frame } = call
  const context = makeThing(frame, siteOfCall(call), 'instance')
  const cell = cellOf(frame.machine, `context:${context.key}`)
  const provide: Native = inner => {
    addToCell(frame.machine, cell, getMember(arg(inner, 0), 'value', inner))
    return ELEMENT
  }
  const provider = holding(native('Provider', provide, `provider:${context.key}`), [])
  const consume: Native = inner => {
    callback(inner, getMember(arg(inner, 0), 'children', inner), [join(readCell(cell), arg(call, 0))])
    return ELEMENT
  }
  context.inner = arg(call, 0)
  putFields(frame, context, { Provider: [provider] })
  putFields(frame, context, {
    Consumer: [holding(native('Consumer', consume, `consumer:${context.key}`), arg(call, 0))],
  })
  return [{ ...provider, statics: context }]
}

/** `useContext(context)`. */
export function useContext(call: Call): Value {
  return contextValue(arg(call, 0), call)
}

/** What a context holds, for those who ask for it in another way. */
export function contextValue(context: Value, call: Call): Value {
  return context.flatMap(atom => {
    const made = atom.kind === 'function' ? atom.statics : atom
    if (made?.kind !== 'object') return unknown('context')
    const provided = readCell(cellOf(call.frame.machine, `context:${made.key}`))
    const known = provided.length > 0 ? provided : (made.inner ?? [])
    return known.length > 0 ? known : unknown('context')
  })
}
