import {
  addElement,
  arg,
  type Call,
  type Callable,
  callback,
  callLater,
  concat,
  elementsOf,
  getMember,
  holding,
  joinAll,
  keysOf,
  literalText,
  literalTexts,
  makeArray,
  makeGlobal,
  makeThing,
  type Native,
  native,
  promise,
  putField,
  siteOfCall,
  spreadInto,
  type Text,
  text,
  textOf,
  textsOf,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import type { Requests } from '../requests/requests.ts'

/** What one function of a resource sends. */
interface Action {
  name: string
  method: string
  url: Value
  /** Parameters that are always there; `@id` is taken from what is sent. */
  params: Value
  isList: boolean
}

const BUILT_IN: readonly (readonly [string, string, boolean])[] = [
  ['get', 'GET', false],
  ['save', 'POST', false],
  ['query', 'GET', true],
  ['remove', 'DELETE', false],
  ['delete', 'DELETE', false],
]

/** How a resource is written: vue-resource fills `{/id}` and takes functions' bodies alike. */
export interface Style {
  requests: Requests
  key: string
  more?: readonly (readonly [string, string, boolean])[]
  /** Puts a base before an address. */
  based?: (url: Value, call: Call) => Value
  /** What a call gives: the answer itself, or a promise of something around it. */
  result?: (answers: Value, call: Call) => Value
}

/** `$resource(url, params, actions)`: a class with a function for each action, and `$save` and its like on its objects. */
export function makeResource(style: Style): Native {
  return call => {
    const actions = actionsOf(style, call)
    const key = `${style.key}:${siteOfCall(call)}:${call.frame.context}`
    const members = Object.fromEntries(
      actions.map((action): [string, Value] => [
        action.name,
        [
          holding(
            native(action.name, inner => onClass(style, { action, actions }, inner), `${key}.${action.name}`),
            call.args.flat(),
          ),
        ],
      ]),
    )
    const construct: Native = inner => [instanceOf(style, { actions, value: arg(inner, 0) }, inner)]
    const made: Callable = { ...native(style.key, construct, key), construct, statics: makeGlobal(key, members) }
    return [holding(made, call.args.flat())]
  }
}

function actionsOf(style: Style, call: Call): Action[] {
  const [url = [], params = [], given = []] = call.args
  const built = [...BUILT_IN, ...(style.more ?? [])].map(([name, method, isList]) => ({
    name,
    method,
    isList,
    url,
    params,
  }))
  const own = keysOf(given).names.map(name => {
    const option = (key: string) => getMember(getMember(given, name, call), key, call)
    const known = (value: Value) => value.filter(atom => atom.kind !== 'constant' || atom.value === true)
    const [method = 'GET'] = literalTexts(option('method'))
    const address = known(option('url'))
    const more = known(option('params'))
    return {
      name,
      method,
      isList: known(option('isArray')).length > 0,
      url: address.length > 0 ? address : url,
      params: [...params, ...more],
    }
  })
  return [...built.filter(one => !own.some(other => other.name === one.name)), ...own]
}

const isFunction = (value: Value) => value.some(atom => atom.kind === 'function')
const hasBody = ({ method }: Action) => /^(?:post|put|patch)$/i.test(method)

/** `Books.get({ id }, done)`, `Books.save({ title })`, `Books.update({ id }, { title })`. */
function onClass(style: Style, { action, actions }: Pick<Result, 'action' | 'actions'>, call: Call): Value {
  const at = call.args.findIndex(isFunction)
  const plain = (at < 0 ? call.args : call.args.slice(0, at)).filter(one => one.length > 0)
  const isBodyOnly = hasBody(action) && plain.length === 1
  const [params = [], body = []] = isBodyOnly ? [[], plain[0] ?? []] : plain
  const answers = send(style, { action, params, body }, call)
  if (style.result) return style.result(answers, call)
  const result: Value = [resultOf(style, { action, answers, actions }, call)]
  if (at >= 0) callLater(call.args[at] ?? [], call.frame, [result])
  return result
}

interface Sent {
  action: Action
  params: Value
  body: Value
}

function send({ requests, based }: Style, { action, params, body }: Sent, call: Call): Value {
  const { frame, node } = call
  const fixed = action.params
  const { url, used } = filledIn(action, [fixed, params, body], call)
  const query = makeThing(frame, siteOfCall(call))
  for (const layer of [fixed, params])
    for (const name of keysOf(layer).names) {
      const value = getMember(layer, name, call)
      if (!used.has(name) && !literalText(value)?.startsWith('@')) putField(frame, query, { name, value })
    }
  const sent = hasBody(action) ? { body } : {}
  return requests.send(
    { url: based?.(url, call) ?? url, method: text(action.method), query: [query], ...sent, frame, node },
    call.args,
  )
}

const PLACE = /(\/?:[A-Za-z]\w*|\{\/?\w+\})/

/** The address with its placeholders filled in; those that nothing is given for are left out. */
function filledIn({ url, method }: Action, [fixed = [], params = [], body = []]: readonly Value[], call: Call) {
  const used = new Set<string>()
  const piece = (written: string): Text[] => {
    const name = written.replace(/[^\w]/g, '')
    const slash = written.includes('/') ? '/' : ''
    used.add(name)
    const own = getMember(params, name, call).filter(atom => atom.kind !== 'constant' || typeof atom.value === 'number')
    const [from] = literalTexts(getMember(fixed, name, call))
    const source = from?.startsWith('@') && keysOf(body).names.includes(from.slice(1)) ? from.slice(1) : undefined
    const taken = source === undefined ? [] : getMember(body, source, call)
    const known = [...own, ...taken.filter(atom => atom.kind !== 'constant' || typeof atom.value === 'number')]
    const isMade = method.toUpperCase() !== 'POST' && from?.startsWith('@') === true && body.length > 0
    if (known.length === 0 && !isMade) return [textOf([])]
    return concat([textOf([{ text: slash }])], known.length > 0 ? textsOf(known, name) : [textOf([{ name }])])
  }
  const texts = textsOf(url, 'url').flatMap(({ parts }) => {
    let done: Text[] = [textOf([])]
    for (const part of parts) {
      if (!('text' in part)) done = concat(done, [textOf([part])])
      else
        for (const one of part.text.split(PLACE))
          done = concat(done, PLACE.test(one) ? piece(one) : [textOf([{ ...part, text: one }])])
    }
    return done
  })
  return { url: valueOfTexts(texts), used }
}

interface Result {
  action: Action
  answers: Value
  actions: readonly Action[]
}

/** What is filled when the answer comes: a list, or an object with `$promise` and the actions as methods. */
function resultOf(style: Style, { action, answers, actions }: Result, call: Call): Value[number] {
  if (!action.isList) return instanceOf(style, { actions, value: answers }, call)
  const [list] = makeArray(call.frame, siteOfCall(call), [])
  if (list?.kind !== 'object') return call.args[0]?.[0] ?? { kind: 'constant', value: undefined }
  addElement(call.frame, list, joinAll(elementsOf(answers, call.frame)))
  list.holds = answers
  list.lazy = name => (name === '$promise' ? promise([list]) : undefined)
  return list
}

/** An object as it is sent: what was read, with what the program wrote on top. */
function wholeOf(made: Value[number], open: Value, call: Call): Value[number] {
  const whole = makeThing(call.frame, siteOfCall(call))
  for (const layer of [open, [made]]) spreadInto(whole, layer, call.frame)
  return whole
}

function instanceOf(
  style: Style,
  { actions, value }: { actions: readonly Action[]; value: Value },
  call: Call,
): Value[number] {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const plain = value.filter(atom => atom.kind === 'object')
  const open = value.filter(atom => atom.kind === 'answer' || atom.kind === 'unknown')
  spreadInto(made, plain, call.frame)
  made.holds = value
  const methods = [
    ...actions,
    ...BUILT_IN.map(([name, method, isList]) => ({ ...(actions[0] as Action), name, method, isList })),
  ]
  made.lazy = name => {
    if (name === '$promise') return promise([made])
    if (!name.startsWith('$')) return open.length > 0 ? getMember(open, name, call) : undefined
    const action = methods.find(one => one.name === name.slice(1))
    const run: Native = inner => {
      if (action)
        send(
          style,
          { action, params: arg(inner, 0).filter(atom => atom.kind === 'object'), body: [wholeOf(made, open, inner)] },
          inner,
        )
      for (const one of inner.args.filter(isFunction)) callback(inner, one, [[made]])
      return promise([made])
    }
    return action ? [holding(native(name, run, `${name}:${made.key}`), value)] : undefined
  }
  return made
}
