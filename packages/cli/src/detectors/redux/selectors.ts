import {
  arg,
  type Call,
  callback,
  elementsOf,
  getMember,
  holding,
  isFunction,
  keysOf,
  type Library,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  turn,
  type Value,
} from '../../syntax/index.ts'
import { typed } from './typed.ts'

/** Reselect: selectors that are made of others. */
export function selectorLibrary(): Library {
  const createSelector = typed('createSelector', select, 'reselect')
  const structured: Value = [native('createStructuredSelector', structure, 'reselect.structured')]
  const creator: Native = () => createSelector
  return {
    createSelector,
    createDraftSafeSelector: createSelector,
    createStructuredSelector: structured,
    createSelectorCreator: [native('createSelectorCreator', creator, 'reselect.creator')],
    defaultMemoize: [native('defaultMemoize', call => arg(call, 0), 'reselect.memoize')],
  }
}

/** `createSelector(a, b, combine)` and `createSelector([a, b], combine)`. */
function select(call: Call): Value {
  const given = call.args.filter((one, index) => index === 0 || one.some(isFunction))
  const isList = !arg(call, 0).some(isFunction)
  const inputs = isList ? elementsOf(arg(call, 0), call.frame) : given.slice(0, -1)
  const combine = (isList ? arg(call, 1) : given.at(-1)) ?? []
  const run: Native = inner => {
    const values = inputs.map((one, index) => callback(turn(inner, index), one.filter(isFunction), inner.args))
    return callback(turn(inner, inputs.length), combine.filter(isFunction), values)
  }
  const key = `selector:${siteOfCall(call)}:${call.frame.context}`
  return [holding(native('selector', run, key), [...inputs.flat(), ...combine])]
}

/** `createStructuredSelector({ user: selectUser })`. */
function structure(call: Call): Value {
  const selectors = arg(call, 0)
  const run: Native = inner => {
    const made = makeThing(inner.frame, siteOfCall(inner))
    for (const [index, name] of keysOf(selectors).names.entries()) {
      const one = getMember(selectors, name, inner).filter(isFunction)
      putFields(inner.frame, made, { [name]: callback(turn(inner, index), one, inner.args) })
    }
    return [made]
  }
  return [holding(native('selector', run, `structured:${siteOfCall(call)}:${call.frame.context}`), selectors)]
}
