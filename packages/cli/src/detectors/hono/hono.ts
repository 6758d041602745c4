import {
  arg,
  type Call,
  concat,
  getMember,
  holding,
  keysOf,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  siteOfCall,
  spreadInto,
  type Text,
  type Thing,
  text,
  textOf,
  textsOf,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { joinBase } from '../clients/options.ts'
import type { MakeDetector } from '../detector.ts'
import { responseOf } from '../fetch/response.ts'
import type { Requests } from '../requests/requests.ts'

const METHOD = /^\$(get|post|put|patch|delete|options|head)$/

/** hono's client: the members that lead to a call are the path of its request. */
export const honoDetector: MakeDetector = ({ requests }) => {
  const create: Native = call => [at(requests, { base: arg(call, 0), path: [], options: arg(call, 1) }, call)]
  return { libraries: { 'hono/client': { hc: [native('hc', create, 'hono.hc')] } } }
}

interface Reached {
  base: Value
  path: readonly string[]
  options: Value
}

function at(requests: Requests, reached: Reached, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  made.holds = [...reached.base, ...reached.options]
  made.lazy = name => {
    const method = METHOD.exec(name)?.[1]
    const path = name === 'index' ? reached.path : [...reached.path, name]
    if (name === 'then') return undefined
    if (!method && !name.startsWith('$')) return [at(requests, { ...reached, path }, call)]
    const run: Native = inner => (method ? send(requests, { ...reached, method }, inner) : address(reached, inner))
    return [holding(native(name, run, `hono:${reached.path.join('/')}${name}:${made.key}`), made.holds ?? [])]
  }
  return made
}

/** The path, with what `param` gives in the places of `:name`. */
function address({ base, path }: Reached, call: Call): Value {
  const params = getMember(arg(call, 0), 'param', call)
  const pieces = path.map((step): Text[] => {
    const name = /^:(\w+)/.exec(step)?.[1]
    const given = name === undefined || !keysOf(params).names.includes(name) ? [] : getMember(params, name, call)
    if (name === undefined) return [textOf([{ text: step }])]
    return given.length > 0 ? textsOf(given, name) : [textOf([{ name }])]
  })
  const slash = [textOf([{ text: '/' }])]
  const whole = pieces.reduce((done, piece) => concat(concat(done, slash), piece), [textOf([])])
  return joinBase(base, path.length > 0 ? valueOfTexts(whole) : text('/'))
}

function send(requests: Requests, { method, ...reached }: Reached & { method: string }, call: Call): Value {
  const { frame, node } = call
  const part = (name: string): Value => getMember(arg(call, 0), name, call).filter(atom => atom.kind !== 'constant')
  const form = makeThing(frame, siteOfCall(call), 'form')
  spreadInto(form, part('form'), frame)
  const body = part('form').length > 0 ? [form] : part('json')
  const headers = [part('header'), getMember(reached.options, 'headers', call)].filter(one => one.length > 0)
  const answers = requests.send(
    {
      url: address(reached, call),
      method: text(method.toUpperCase()),
      query: part('query'),
      body,
      headers,
      frame,
      node,
    },
    call.args,
  )
  const [response] = responseOf(answers, call)
  if (response?.kind === 'object') putFields(frame, response, { ok: [{ kind: 'unknown', name: 'ok', is: 'boolean' }] })
  return promise(response ? [response] : [])
}
