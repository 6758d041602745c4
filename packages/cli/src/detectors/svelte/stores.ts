import {
  arg,
  type Call,
  callback,
  elementsOf,
  holding,
  makeArray,
  makeThing,
  type Native,
  native,
  placesOfStore,
  putFields,
  readSlot,
  setFields,
  siteOfCall,
  type Thing,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'

/** What a store holds; of a list of stores, each. */
export function held(stores: Value, call: Call): Value {
  const { frame } = call
  if (stores.some(atom => atom.kind === 'object' && atom.tag === 'array'))
    return makeArray(
      frame,
      siteOfCall(call),
      elementsOf(stores, frame).map(one => held(one, call)),
    )
  const places = placesOfStore(stores)
  return places.length > 0 ? places.flatMap(readSlot) : unknown('store')
}

/** A store that holds a value: https://svelte.dev/docs/svelte-store */
export function makeStore(value: Value, call: Call): Value {
  const { frame } = call
  const store = makeThing(frame, siteOfCall(call), 'instance')
  putFields(frame, store, { '#value': value })
  const step = (name: string, run: Native): Value => [native(name, run, `${name}:${store.key}`)]
  putFields(frame, store, {
    set: step('set', inner => write(store, arg(inner, 0), inner)),
    update: step('update', inner => write(store, callback(inner, arg(inner, 0), [held([store], inner)]), inner)),
    subscribe: [
      holding(
        native(
          'subscribe',
          inner => {
            callback(inner, arg(inner, 0), [held([store], inner)])
            return unknown('unsubscribe')
          },
          `subscribe:${store.key}`,
        ),
        [store],
      ),
    ],
  })
  return [store]
}

function write(store: Thing, value: Value, call: Call): Value {
  setFields(call.frame, store, { '#value': value })
  return UNDEFINED
}
