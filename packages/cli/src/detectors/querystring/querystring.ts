import {
  arg,
  type Call,
  concat,
  getMember,
  makeThing,
  type Native,
  native,
  siteOfCall,
  spreadInto,
  text,
  textsOf,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** Packages that turn an object into a query string: qs, query-string, ufo and Node's own. */
export const querystringDetector: MakeDetector = () => {
  const define = (name: string, run: Native): Value => [native(name, run, `querystring.${name}`)]
  const stringify = define('stringify', call => pairsOf(arg(call, 0), call))
  const members = { stringify, encode: stringify, stringifyUrl: define('stringifyUrl', whole) }
  const library = { ...members, default: [objectOf(members)] }
  return {
    libraries: {
      qs: library,
      'query-string': library,
      querystring: library,
      'node:querystring': library,
      ufo: {
        withQuery: define('withQuery', call => address(arg(call, 0), arg(call, 1), call)),
        stringifyQuery: stringify,
        joinURL: define('joinURL', joinUrl),
      },
    },
  }
}

function objectOf(members: Record<string, Value>): Value[number] {
  const slots = new Map(Object.entries(members).map(([name, value], order) => [name, { value, order }]))
  return { kind: 'object', key: 'global:querystring', round: 0, tag: 'plain', slots, bases: [] }
}

function pairsOf(value: Value, call: Call): Value {
  const params = makeThing(call.frame, siteOfCall(call), 'params')
  spreadInto(params, value, call.frame)
  return [params]
}

/** `stringifyUrl({ url, query })`. */
function whole(call: Call): Value {
  return address(getMember(arg(call, 0), 'url', call), getMember(arg(call, 0), 'query', call), call)
}

function address(url: Value, query: Value, call: Call): Value {
  const mark = textsOf(text('?'), '')
  return valueOfTexts(concat(concat(textsOf(url, 'url'), mark), textsOf(pairsOf(query, call), 'query')))
}

function joinUrl(call: Call): Value {
  const slash = textsOf(text('/'), '')
  const pieces = call.args.map(one => textsOf(one, 'path'))
  return valueOfTexts(pieces.slice(1).reduce((left, right) => concat(concat(left, slash), right), pieces[0] ?? []))
}
