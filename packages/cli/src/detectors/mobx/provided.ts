import {
  addToCell,
  arg,
  type Call,
  callback,
  cellOf,
  ELEMENT,
  type Frame,
  getMember,
  holding,
  keysOf,
  literalTexts,
  makeThing,
  mount,
  type Native,
  native,
  putFields,
  readCell,
  siteOfCall,
  spreadInto,
  turn,
  type Value,
} from '../../syntax/index.ts'

const NAMES = 'mobx:names'

/** `<Provider books={books}>`: stores for all that is shown below, by their names. */
export const provider: Native = call => {
  const { frame } = call
  for (const name of keysOf(arg(call, 0)).names) {
    if (name !== 'children')
      addToCell(frame.machine, cellOf(frame.machine, `mobx:store:${name}`), getMember(arg(call, 0), name, call))
    addToCell(frame.machine, cellOf(frame.machine, NAMES), [{ kind: 'text', parts: [{ text: name }] }])
  }
  return ELEMENT
}

/** `inject('books')(Component)`, `@inject('books') class …` and `inject(stores => ({ … }))(Component)`. */
export const inject: Native = call => {
  const key = `mobx.inject:${siteOfCall(call)}:${call.frame.context}`
  const wrap: Native = wrapping => {
    const show: Native = inner => {
      const props = makeThing(inner.frame, siteOfCall(inner))
      for (const given of injected(call, inner)) spreadInto(props, given, inner.frame)
      spreadInto(props, arg(inner, 0), inner.frame)
      return mount(arg(wrapping, 0), [props], { ...inner, args: [[props]] })
    }
    return [holding(native('component', show, `${key}:${siteOfCall(wrapping)}`), arg(wrapping, 0))]
  }
  return [holding(native('inject', wrap, key), call.args.flat())]
}

function injected(call: Call, inner: Call): Value[] {
  const { frame } = inner
  const mappers = arg(call, 0).filter(atom => atom.kind === 'function')
  const wanted =
    mappers.length > 0 ? literalTexts(readCell(cellOf(frame.machine, NAMES))) : call.args.flatMap(literalTexts)
  const stores = storesOf(wanted, inner)
  return [mappers.length > 0 ? callback(turn(inner, 1), mappers, [stores, arg(inner, 0)]) : stores]
}

function storesOf(names: readonly string[], call: Call): Value {
  const stores = makeThing(call.frame, siteOfCall(call))
  for (const name of names) putFields(call.frame, stores, { [name]: storeIn(call.frame, name) })
  return [stores]
}

function storeIn({ machine }: Frame, name: string): Value {
  return readCell(cellOf(machine, `mobx:store:${name}`))
}
