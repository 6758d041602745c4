import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  elementsOf,
  holding,
  joinAll,
  makeArray,
  makeThing,
  native,
  noteType,
  putFields,
  readCell,
  settle,
  siteOfCall,
  type Type,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'

/** State of a component: what it begins with, and all that is ever set. The name tells states apart, in every round. */
export function stateOf(call: Call, initial: Value, type: Type | undefined): State {
  const { machine } = call.frame
  const cell = cellOf(machine, `state:${siteOfCall(call)}:${call.frame.context}`)
  return {
    value: () => noteType(settle(initial, readCell(cell)), type),
    set: value => addToCell(machine, cell, value),
  }
}

/** A component's state: what it may be when it is asked for, and how it is set. */
export interface State {
  value: () => Value
  set: (value: Value) => void
}

function firstValue(call: Call): Value {
  const given = arg(call, 0)
  return given.some(atom => atom.kind === 'function') ? callback(call, given, []) : given
}

/** `useState(initial)`: the pair of a value and its setter. */
export function useState(call: Call): Value {
  const site = siteOfCall(call)
  const initial = call.args.length > 0 ? firstValue(call) : UNDEFINED
  const { value, set } = stateOf(call, initial, call.types[0])
  const setter = holding(
    native(
      'setState',
      inner => {
        const given = arg(inner, 0)
        const functions = given.filter(atom => atom.kind === 'function')
        set(given.filter(atom => atom.kind !== 'function'))
        if (functions.length > 0) set(callback(inner, functions, [before(value(), inner)]))
        return UNDEFINED
      },
      `setState:${site}:${call.frame.context}`,
    ),
    initial,
  )
  return makeArray(call.frame, site, [value(), [setter]])
}

/** More rows than these are not told apart: a list that each change makes anew from the one before grows for ever. */
const MOST_ROWS = 16

/** What a change starts from: one list of any length instead of all those that there may be. */
function before(value: Value, call: Call): Value {
  const lists = value.filter(atom => atom.kind === 'object' && atom.tag === 'array')
  const rows = lists.length > 1 ? elementsOf(lists, call.frame) : []
  if (rows.length <= MOST_ROWS) return value
  const list = makeArray(call.frame, siteOfCall(call), { items: [], rest: joinAll(rows) })
  return [...value.filter(atom => !lists.includes(atom)), ...list]
}

/** `useReducer(reducer, initial)`: every dispatched action is reduced, and the results are what the state may be. */
export function useReducer(call: Call): Value {
  const initial = call.args.length > 2 ? callback(call, arg(call, 2), [arg(call, 1)]) : arg(call, 1)
  const { value, set } = stateOf(call, initial, undefined)
  const dispatch = holding(
    native(
      'dispatch',
      inner => {
        set(callback(inner, arg(call, 0), [value(), arg(inner, 0)]))
        return UNDEFINED
      },
      `dispatch:${siteOfCall(call)}:${call.frame.context}`,
    ),
    [...arg(call, 0), ...initial],
  )
  return makeArray(call.frame, siteOfCall(call), [value(), [dispatch]])
}

/** `useRef(initial)`. */
export function useRef(call: Call): Value {
  const ref = makeThing(call.frame, siteOfCall(call), 'instance')
  putFields(call.frame, ref, { current: arg(call, 0) })
  return [ref]
}
