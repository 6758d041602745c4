import {
  addElement,
  arg,
  type Call,
  callback,
  callMember,
  elementsOf,
  getMember,
  join,
  joinAll,
  keysOf,
  literalTexts,
  makeArray,
  makeThing,
  type Native,
  native,
  openField,
  putField,
  siteOfCall,
  text,
  turn,
  UNDEFINED,
  unknown,
  use,
  type Value,
} from '../../syntax/index.ts'

/** A method of lists, with the list as its first argument. Objects are gone through by their values. */
export function overList(method: string): Native {
  return call => {
    const [list = [], ...args] = call.args
    const { frame } = call
    const plain = list.filter(atom => atom.kind === 'object' && atom.tag === 'plain')
    const values = plain.flatMap(thing =>
      keysOf([thing]).names.map((name, index) =>
        callback(turn(call, index), args[0] ?? [], [getMember([thing], name, { frame }), text(name)]),
      ),
    )
    const others = list.filter(atom => !plain.includes(atom))
    const shown = callMember(others, method, { ...call, args: args.map(one => propertyFunction(one, call)) })
    return plain.length > 0 && others.length === 0 ? values.flat() : shown
  }
}

/** A method of lists that takes no function. */
function plainly(method: string): Native {
  return call => callMember(arg(call, 0), method, { ...call, args: call.args.slice(1) })
}

/** `_.map(list, 'name')` stands for a function that gives the member. */
function propertyFunction(given: Value, call: Call): Value {
  const names = literalTexts(given)
  if (names.length === 0) return given
  const read: Native = inner => joinAll(names.map(name => getMember(arg(inner, 0), name, inner)))
  return [native('property', read, `lodash.property:${siteOfCall(call)}:${names.join()}`)]
}

/** Lists that stores merge hold hundreds of elements, and all are alike. */
const MOST_APART = 16

/** Shows the elements to the functions and names behind the list: what they read is read. */
function ask(call: Call): void {
  const listed = elementsOf(arg(call, 0), call.frame)
  const items = listed.length > MOST_APART ? [joinAll(listed)] : listed
  const asked = call.args
    .slice(1)
    .flatMap(one => (one.some(atom => atom.kind === 'object') ? elementsOf(one, call.frame) : [one]))
  const wanted = (asked.length > MOST_APART ? [joinAll(asked)] : asked)
    .map(one => propertyFunction(one, call).filter(atom => atom.kind === 'function'))
    .filter(one => one.length > 0)
  for (const [at, fn] of wanted.entries())
    for (const [index, item] of items.entries()) use(callback(turn(call, at * 61 + index), fn, [item]))
}

/** The same list, in another order or with less in it. */
const same: Native = call => {
  ask(call)
  return arg(call, 0)
}

const one: Native = call => {
  ask(call)
  return join(joinAll(elementsOf(arg(call, 0), call.frame)), UNDEFINED)
}

const count: Native = call => {
  ask(call)
  use(arg(call, 0))
  return unknown('number', { is: 'number' })
}

/** An object of the elements, by keys that only the program knows. */
function by(gives: (items: Value, call: Call) => Value): Native {
  return call => {
    ask(call)
    const made = makeThing(call.frame, siteOfCall(call))
    openField(call.frame, made, '[]')
    addElement(call.frame, made, gives(joinAll(elementsOf(arg(call, 0), call.frame)), call))
    return [made]
  }
}

const listOf = (rest: Value, call: Call): Value => makeArray(call.frame, siteOfCall(call), { items: [], rest })

function castArray(call: Call): Value {
  const lists = arg(call, 0).filter(atom => atom.kind === 'answer' || (atom.kind === 'object' && atom.tag === 'array'))
  return lists.length > 0 ? lists : makeArray(call.frame, siteOfCall(call), [arg(call, 0)])
}

const union: Native = call => callMember(castArray(call), 'concat', { ...call, args: call.args.slice(1) })

/** `unionBy(lists…, 'name')`: what elements are told apart by comes last, and is none of them. */
const unionBy: Native = call => {
  const by = [[], propertyFunction(call.args.at(-1) ?? [], call)]
  const lists = call.args.slice(0, -1)
  ask({ ...call, args: [listOf(lists.flatMap(one => elementsOf(one, call.frame)).flat(), call), ...by] })
  return union({ ...call, args: lists })
}

function partition(call: Call): Value {
  ask(call)
  return makeArray(call.frame, siteOfCall(call), [arg(call, 0), arg(call, 0)])
}

const chunk: Native = call => listOf(arg(call, 0), call)

function zipObject(call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call))
  const values = elementsOf(arg(call, 1), call.frame)
  for (const [index, key] of elementsOf(arg(call, 0), call.frame).entries())
    for (const name of literalTexts(key)) putField(call.frame, made, { name, value: values[index] ?? unknown(name) })
  return [made]
}

function times(call: Call): Value {
  const index = unknown('index', { is: 'number' })
  return listOf(callback(turn(call, 0), arg(call, 1), [index]), call)
}

const methods = (names: string, method?: string) => names.split(' ').map(name => [name, overList(method ?? name)])
const all = (names: string, run: Native) => names.split(' ').map(name => [name, run])

/** What goes through lists, with the list first. */
export const LISTS: Readonly<Record<string, Native>> = Object.fromEntries([
  ...methods('map forEach filter find some every flatMap reduce'),
  ...'join includes indexOf concat'.split(' ').map(name => [name, plainly(name)]),
  ...methods('each forEachRight eachRight', 'forEach'),
  ...methods('reject', 'filter'),
  ...methods('findLast', 'find'),
  ...methods('findIndex findLastIndex', 'findIndex'),
  ...methods('reduceRight', 'reduce'),
  ...methods('flatten flattenDeep', 'flat'),
  ...all(
    'compact uniq uniqBy uniqWith sortBy orderBy sort reverse shuffle take takeRight takeWhile drop dropRight dropWhile slice initial tail without difference differenceBy sampleSize pull remove',
    same,
  ),
  ...all('head first last nth sample minBy maxBy min max', one),
  ...all('size sum sumBy meanBy mean', count),
  ...all('union intersection xor', union),
  ...all('unionBy unionWith intersectionBy intersectionWith xorBy xorWith', unionBy),
  ['keyBy', by(items => items)],
  ['groupBy', by(listOf)],
  ['countBy', by(() => unknown('count', { is: 'number' }))],
  ['castArray', castArray],
  ['partition', partition],
  ['chunk', chunk],
  ['zipObject', zipObject],
  ['times', times],
])
