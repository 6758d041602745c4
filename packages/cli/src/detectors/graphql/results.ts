import {
  type Call,
  holding,
  join,
  makeArray,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import { makeRef } from '../vue/reactive.ts'

/** `{ data, error, loading, refetch }`. */
export function apolloResult(held: Value, call: Call): Value {
  const result = makeThing(call.frame, siteOfCall(call), 'instance')
  const again: Native = () => promise([result])
  putFields(call.frame, result, {
    data: join(unknown('data'), UNDEFINED),
    error: join(unknown('error'), UNDEFINED),
    loading: unknown('loading', { is: 'boolean' }),
  })
  for (const name of ['refetch', 'fetchMore', 'subscribeToMore', 'startPolling', 'stopPolling']) {
    putFields(call.frame, result, { [name]: [holding(native(name, again, `${name}:${result.key}`), held)] })
  }
  return [result]
}

function trigger(run: Native, call: Call): Value {
  return [native('mutate', run, `graphql.mutate:${siteOfCall(call)}:${call.frame.context}`)]
}

/** `const [mutate, result] = useMutation(document)`. */
export function reactTuple(run: Native, call: Call): Value {
  return makeArray(call.frame, siteOfCall(call), [trigger(run, call), apolloResult([], call)])
}

/** Mutations of urql and of Vue: a tuple with the function second in React, an object with it in Vue. */
export function mutationOf(run: Native, call: Call): Value {
  const mutate = trigger(run, call)
  const data = makeRef(unknown('data'), call)
  const list = makeArray(call.frame, siteOfCall(call), [[data], mutate])
  for (const atom of list) {
    if (atom.kind !== 'object') continue
    putFields(call.frame, atom, {
      executeMutation: mutate,
      mutate,
      data: [data],
      error: [makeRef(unknown('error'), call)],
    })
  }
  return list
}

/** Queries of urql: a tuple in React, an object with refs in Vue, a store in Svelte. */
export function urqlVue(call: Call): Value {
  const again: Value = [native('executeQuery', () => promise(UNDEFINED), `urql.again:${siteOfCall(call)}`)]
  const list = makeArray(call.frame, siteOfCall(call), [apolloResult([], call), again])
  for (const atom of list) {
    if (atom.kind !== 'object') continue
    const parts = ['data', 'error', 'fetching'].map(name => [name, [makeRef(unknown(name), call)]])
    putFields(call.frame, atom, { ...Object.fromEntries(parts), executeQuery: again })
  }
  return list
}
