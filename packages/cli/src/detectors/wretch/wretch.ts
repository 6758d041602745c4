import {
  answer,
  arg,
  type Call,
  callback,
  concat,
  holding,
  join,
  makeThing,
  type Native,
  native,
  noteType,
  promise,
  putFields,
  release,
  siteOfCall,
  spreadInto,
  type Thing,
  TRUE,
  text,
  textsOf,
  truth,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import { withQueryText } from '../clients/options.ts'
import { bodySteps, refuse, waitingFor } from '../clients/waiting.ts'
import type { MakeDetector } from '../detector.ts'
import { responseOf } from '../fetch/response.ts'
import type { Requests } from '../requests/requests.ts'

const BODILESS = ['get', 'delete', 'head', 'opts']
const WITH_BODY = ['post', 'put', 'patch']
const PLAIN = ['options', 'addon', 'middlewares', 'errorType', 'polyfills', 'content', 'accept', 'defer', 'toFetch']
const CATCHERS = [
  'badRequest unauthorized forbidden notFound timeout internalError error fetchError onAbort setTimeout perfs',
].flatMap(names => names.split(' '))

/** wretch: requests that are built step by step, each step a new one, and sent by their verb. */
export const wretchDetector: MakeDetector = ({ requests }) => {
  const wretch: Value = [
    native(
      'wretch',
      call => [step(requests, { url: call.args[0] ?? text(''), query: [], headers: [] }, call)],
      'wretch',
    ),
  ]
  return { libraries: { wretch: { default: wretch, wretch } } }
}

/** A request as far as it is built. */
interface Built {
  url: Value
  query: Value
  headers: Value
  body?: Value
  /** Functions that turn every answer's chain into something else. */
  resolvers?: Value
}

function step(requests: Requests, built: Built, call: Call): Thing {
  const { frame } = call
  const made = makeThing(frame, siteOfCall(call), 'instance')
  const holds = Object.values(built).flat()
  made.holds = holds
  const next = (changes: Partial<Built>, inner: Call): Value => [step(requests, { ...built, ...changes }, inner)]
  const steps: Record<string, Native> = {
    url: inner =>
      next({ url: truth(arg(inner, 1)) === true ? arg(inner, 0) : joined(built.url, arg(inner, 0)) }, inner),
    query: inner => next({ query: [...built.query, ...arg(inner, 0)] }, inner),
    headers: inner => next({ headers: [...built.headers, ...arg(inner, 0)] }, inner),
    auth: inner => next({ headers: [...built.headers, headerOf('authorization', arg(inner, 0), inner)] }, inner),
    json: inner => next({ body: arg(inner, 0) }, inner),
    body: inner => next({ body: arg(inner, 0) }, inner),
    formData: inner => next({ body: [filled('form', inner)] }, inner),
    formUrl: inner => next({ body: [filled('params', inner)] }, inner),
    resolve: inner => next({ resolvers: join(built.resolvers ?? [], arg(inner, 0)) }, inner),
    catcher: inner => [release(arg(inner, 1), inner.frame), next({}, inner)][1] ?? [],
    fetch: inner => send(requests, built, { ...inner, args: [text('GET')] }),
  }
  for (const name of PLAIN) steps[name] = inner => [release(inner.args.flat(), inner.frame), next({}, inner)][1] ?? []
  for (const name of BODILESS) {
    steps[name] = inner => send(requests, at(built, arg(inner, 0)), { ...inner, args: [text(name)] })
  }
  for (const name of WITH_BODY) {
    steps[name] = inner => {
      const [body] = inner.args
      const from = body ? { ...built, body } : built
      return send(requests, at(from, arg(inner, 1)), { ...inner, args: [text(name)] })
    }
  }
  made.lazy = name => {
    const run = Object.hasOwn(steps, name) ? steps[name] : undefined
    return run && [holding(native(name, run, `${name}:${made.key}`), holds)]
  }
  return made
}

function at(built: Built, suffix: Value): Built {
  const known = suffix.filter(atom => atom.kind !== 'constant')
  return known.length > 0 ? { ...built, url: joined(built.url, known) } : built
}

function joined(base: Value, url: Value): Value {
  return valueOfTexts(concat(textsOf(base, 'base'), textsOf(url, 'url')))
}

function headerOf(name: string, value: Value, call: Call): Thing {
  const header = makeThing(call.frame, siteOfCall(call))
  putFields(call.frame, header, { [name]: value })
  return header
}

function filled(tag: 'form' | 'params', call: Call): Thing {
  const form = makeThing(call.frame, siteOfCall(call), tag)
  spreadInto(form, arg(call, 0), call.frame)
  return form
}

function send(requests: Requests, built: Built, call: Call): Value {
  const { frame, node } = call
  refuse(call)
  const { url, query, headers, body } = built
  const answers = requests.send(
    {
      url: withQueryText(url, query),
      method: arg(call, 0),
      query,
      body: body ?? [],
      headers: headers.map(one => [one]),
      frame,
      node,
    },
    [url],
  )
  const chain: Value = [chainOf(answers, call)]
  const resolvers = (built.resolvers ?? []).filter(atom => atom.kind === 'function')
  return resolvers.length > 0 ? callback(call, resolvers, [chain, chain]) : chain
}

/** What a verb gives: the body by its kind, and handlers of failures. */
function chainOf(answers: Value, call: Call): Thing {
  const read = (name: string): Native => {
    return inner => {
      const value = name === 'json' ? noteType(answers, inner.types[0]) : answers
      const then = arg(inner, 0).filter(atom => atom.kind === 'function')
      return promise(then.length > 0 ? callback(inner, then, [value]) : value)
    }
  }
  const failed: Native = inner => {
    const body: Value = [answer(inner.frame.machine.refused)]
    const error = makeThing(inner.frame, siteOfCall(inner), 'instance')
    putFields(inner.frame, error, { json: body, text: body, ok: TRUE })
    for (const one of inner.args)
      callback(
        inner,
        one.filter(atom => atom.kind === 'function'),
        [[error]],
      )
    return inner.self
  }
  const steps = {
    ...bodySteps(answers),
    json: read('json'),
    text: read('text'),
    res: (inner: Call) => promise(responseOf(answers, inner)),
    ...Object.fromEntries(CATCHERS.map(name => [name, failed])),
  }
  return waitingFor(answers, steps, call)
}
