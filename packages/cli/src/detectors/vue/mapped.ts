import {
  arg,
  type Call,
  callMember,
  type Frame,
  getMember,
  holding,
  invoke,
  keysOf,
  type Library,
  literalTexts,
  makeThing,
  native,
  putFields,
  setMember,
  siteOfCall,
  UNDEFINED,
  type Value,
} from '../../syntax/index.ts'

/** Pinia's `mapState`, `mapActions` and their like: members of a component that stand for those of the store of `useStore`. */
export function mappers(): Library {
  return {
    mapState: mapper('mapState', read),
    mapGetters: mapper('mapGetters', read),
    mapWritableState: mapper('mapWritableState', read, write),
    mapActions: mapper('mapActions', (store, target, call) =>
      joined(target, name => callMember(store, name, { ...call, args: call.args })),
    ),
    mapStores: [native('mapStores', mapStores, 'pinia.mapStores')],
  }
}

/** `['a', 'b']` and `{ own: 'a', other: state => state.b }`: the names that members get, and what they stand for. */
export function pairsIn(names: Value, frame: Frame): [string, Value][] {
  const listed = names.some(atom => atom.kind === 'object' && atom.tag === 'array')
  return keysOf(names).names.flatMap((key): [string, Value][] => {
    const target = getMember(names, key, { frame })
    return listed ? literalTexts(target).map(name => [name, target]) : [[key, target]]
  })
}

type Member = (store: Value, target: Value, call: Call) => Value

function mapper(kind: string, get: Member, set?: Member): Value {
  const map = (call: Call): Value => {
    const { frame } = call
    const [useStore = [], names = []] = call.args
    const made = makeThing(frame, siteOfCall(call))
    for (const [name, target] of pairsIn(names, frame)) {
      const member = (role: string, run: Member): Value => [
        holding(
          native(
            name,
            inner => run(invoke(useStore, { ...inner, args: [] }), target, inner),
            `pinia.${kind}.${role}:${name}:${made.key}`,
          ),
          useStore,
        ),
      ]
      const pair = set && makeThing(frame, siteOfCall(call))
      if (pair) putFields(frame, pair, { get: member('get', get), set: member('set', set) })
      putFields(frame, made, { [name]: pair ? [pair] : member('get', get) })
    }
    return [made]
  }
  return [native(kind, map, `pinia.${kind}`)]
}

function joined(target: Value, one: (name: string) => Value): Value {
  return literalTexts(target).flatMap(one)
}

function read(store: Value, target: Value, call: Call): Value {
  const functions = target.filter(atom => atom.kind === 'function')
  const shown = functions.length > 0 ? invoke(functions, { ...call, self: call.self, args: [store] }) : []
  return [...shown, ...joined(target, name => getMember(store, name, call))]
}

function write(store: Value, target: Value, call: Call): Value {
  for (const name of literalTexts(target)) setMember(store, { name, value: arg(call, 0) }, call.frame)
  return UNDEFINED
}

/** `mapStores(useUser, useCart)`: the stores themselves, as `userStore` and `cartStore`. */
function mapStores(call: Call): Value {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call))
  const given = call.args.flatMap(one =>
    one.some(isList) ? keysOf(one).names.map(key => getMember(one, key, call)) : [one],
  )
  for (const useStore of given)
    for (const id of literalTexts(getMember(useStore, '$id', call))) {
      const store = native(id, inner => invoke(useStore, { ...inner, args: [] }), `pinia.mapStores:${id}:${made.key}`)
      putFields(frame, made, { [`${id}Store`]: [holding(store, useStore)] })
    }
  return [made]
}

function isList(atom: Value[number]): boolean {
  return atom.kind === 'object' && atom.tag === 'array'
}
