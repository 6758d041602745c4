import {
  arg,
  type Call,
  callLater,
  concat,
  ELEMENT,
  getMember,
  isFunction,
  type Library,
  literalTexts,
  makeThing,
  type Native,
  native,
  putFields,
  siteOfCall,
  text,
  textOf,
  textsOf,
  truth,
  turn,
  UNDEFINED,
  unknown,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { thingOf } from '../sdk/members.ts'

/** FilePond, by itself and as a component: it sends, takes back and continues files by what `server` says. */
export const filepondDetector: MakeDetector = ({ requests }) => {
  const define = (name: string, run: Native): Value => [native(name, run, `filepond.${name}`)]
  const show: Native = call => {
    ask(requests, arg(call, 0), call)
    hand(arg(call, 0), call)
    return ELEMENT
  }
  const component = define('FilePond', show)
  const set: Native = call => {
    ask(requests, arg(call, 0), call)
    return UNDEFINED
  }
  const create: Native = call => {
    for (const [index, given] of call.args.entries()) ask(requests, given, turn(call, index))
    for (const given of call.args) hand(given, call)
    return [thingOf(() => () => UNDEFINED, call.args.flat(), call)]
  }
  const pond: Library = { create: define('create', create), setOptions: define('setOptions', set) }
  const vue: Library = { default: define('vueFilePond', () => component), setOptions: define('setOptions', set) }
  return {
    libraries: {
      filepond: pond,
      'vue-filepond': vue,
      'react-filepond': { FilePond: component },
      'svelte-filepond': { default: component },
    },
  }
}

interface Step {
  name: string
  method: string
  /** Whether it is taken where nothing says so. */
  always?: true
}

/** What is asked for each file: https://pqina.nl/filepond/docs/api/server/ */
const STEPS: readonly Step[] = [
  { name: 'process', method: 'POST', always: true },
  { name: 'revert', method: 'DELETE', always: true },
  { name: 'patch', method: 'PATCH' },
]

function ask(requests: Requests, options: Value, call: Call): void {
  const known = options.filter(atom => atom.kind === 'object')
  const server = getMember(known, 'server', call)
  const isSaid = server.some(atom => atom.kind === 'text' || atom.kind === 'object')
  if (known.length === 0 || !isSaid) return
  const parts = server.filter(atom => atom.kind === 'object')
  const base = parts.length > 0 ? getMember(parts, 'url', call).filter(isText) : server.filter(isText)
  const inPieces = ['chunkUploads', 'chunk-uploads'].some(name => truth(getMember(known, name, call)) === true)
  for (const [index, step] of STEPS.entries()) {
    if (!step.always && !inPieces) continue
    const said = parts.length > 0 ? getMember(parts, step.name, call) : []
    if (said.some(isFunction) || said.some(isOff)) continue
    send(requests, { base, step, said, field: getMember(known, 'name', call) }, turn(call, index))
  }
}

interface Asked {
  base: Value
  step: Step
  /** An address below the base, or options with one. */
  said: Value
  field: Value
}

function send(requests: Requests, { base, step, said, field }: Asked, call: Call): void {
  const { frame, node } = call
  const options = said.filter(atom => atom.kind === 'object')
  const part = (name: string): Value => (options.length > 0 ? getMember(options, name, call) : [])
  const below = options.length > 0 ? part('url').filter(isText) : said.filter(isText)
  const urls = [base, below].filter(value => value.length > 0).map(value => textsOf(value, 'url'))
  if (urls.length === 0) return
  const whole = urls.reduce((before, after) => concat(before, after))
  // A piece is sent to the id that the server gave, which stands in the query where nothing is said.
  const isPiece = step.name === 'patch'
  const isBelow = isPiece && below.length > 0
  const url = isBelow ? concat(concat(whole, [textOf([{ text: '/' }])]), textsOf(unknown('id'), 'id')) : whole
  const query = makeThing(frame, siteOfCall(call))
  putFields(frame, query, { patch: unknown('id') })
  const method = part('method').filter(isText)
  requests.send({
    url: valueOfTexts(url),
    method: method.length > 0 ? method : text(step.method),
    ...(isPiece && !isBelow ? { query: [query] } : {}),
    ...(step.name === 'process' ? { body: bodyOf(field, call) } : {}),
    headers: [part('headers')],
    frame,
    node,
  })
}

function bodyOf(field: Value, call: Call): Value {
  const body = makeThing(call.frame, siteOfCall(call), 'form')
  const [name = 'filepond'] = literalTexts(field)
  putFields(call.frame, body, { [name]: unknown('file', { is: 'file' }) })
  return [body]
}

/** Handlers among the options: `onprocessfile`. */
function hand(options: Value, call: Call): void {
  for (const atom of options) {
    if (atom.kind !== 'object') continue
    for (const name of atom.slots.keys())
      callLater(getMember([atom], name, call).filter(isFunction), call.frame, [unknown('error'), unknown('file')])
  }
}

function isText(atom: Value[number]): boolean {
  return atom.kind === 'text' || atom.kind === 'unknown'
}

function isOff(atom: Value[number]): boolean {
  return atom.kind === 'constant' && atom.value === null
}
