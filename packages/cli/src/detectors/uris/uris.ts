import {
  arg,
  type Call,
  concat,
  getMember,
  holding,
  joinAll,
  keysOf,
  literalTexts,
  makeThing,
  type Native,
  native,
  putField,
  siteOfCall,
  spreadInto,
  type Thing,
  text,
  textOf,
  textsOf,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'

/** Packages whose objects are addresses, and packages that turn an object into a form: URI.js, url-parse and their like. */
export const urisDetector: MakeDetector = () => {
  const define = (name: string, run: Native): Value => [native(name, run, `uris.${name}`)]
  const uri: Value = [{ ...native('URI', begin, 'uris.URI'), construct: begin }]
  const build = define('buildUrl', built)
  const form = define('toFormData', call => [filled('form', call)])
  const params = define('formUrlEncoded', call => [filled('params', call)])
  return {
    globals: { URI: uri },
    libraries: {
      urijs: { default: uri },
      URIjs: { default: uri },
      'url-parse': { default: uri },
      jsuri: { default: uri },
      'build-url': { default: build },
      'build-url-ts': { buildUrl: build, default: build },
      'normalize-url': { default: define('normalizeUrl', call => arg(call, 0)) },
      'object-to-formdata': { serialize: form, objectToFormData: form, default: form },
      'json-form-data': { default: form },
      'form-urlencoded': { default: params },
    },
  }
}

function filled(tag: 'form' | 'params', call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), tag)
  spreadInto(made, arg(call, 0), call.frame)
  return made
}

/** An address as far as it is put together. */
interface Address {
  url: Value
  query: Value
}

const begin: Native = call => [addressOf({ url: call.args[0] ?? text(''), query: [] }, call)]

const PRINTS = new Set('toString href valueOf readable build toURL'.split(' '))
const SEGMENTS = new Set('segment segmentCoded filename'.split(' '))
const PATHS = new Set('path pathname setPath resource'.split(' '))
const QUERIES = /^(?:(?:add|set|replace|append)?(?:query|search)(?:param)?|addQueryParam|setQueryParam)$/i

function addressOf(address: Address, call: Call): Thing {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  let now = address
  made.holds = [...address.url, ...address.query]
  const self: Value = [made]
  const change = (next: Partial<Address>): Value => {
    now = { ...now, ...next }
    made.holds = [...now.url, ...now.query]
    return self
  }
  const step = (name: string, inner: Call): Value => {
    if (PRINTS.has(name) && inner.args.length === 0) return printed(now)
    if (SEGMENTS.has(name)) return change({ url: joined(now.url, inner.args.at(-1) ?? []) })
    if (PATHS.has(name)) return inner.args.length > 0 ? change({ url: arg(inner, 0) }) : now.url
    if (name === 'set') return set(inner)
    if (QUERIES.test(name) && inner.args.length > 0) return change({ query: [...now.query, pairsOf(inner)] })
    return name === 'clone' ? [addressOf(now, inner)] : self
  }
  const set = (inner: Call): Value => {
    const [part] = literalTexts(arg(inner, 0))
    if (part === 'query') return change({ query: [pairsOf({ ...inner, args: inner.args.slice(1) })] })
    return part === 'pathname' ? change({ url: arg(inner, 1) }) : self
  }
  made.lazy = name => {
    if (name === 'pathname') return now.url
    return [
      holding(
        native(name, inner => step(name, inner), `${name}:${made.key}`),
        made.holds ?? [],
      ),
    ]
  }
  return made
}

/** `query({ page })`, `query('page', 2)`. */
function pairsOf(call: Call): Thing {
  const pairs = makeThing(call.frame, siteOfCall(call), 'params')
  spreadInto(
    pairs,
    arg(call, 0).filter(atom => atom.kind === 'object' || atom.kind === 'unknown'),
    call.frame,
  )
  for (const name of call.args.length > 1 ? literalTexts(arg(call, 0)) : [])
    putField(call.frame, pairs, { name, value: arg(call, 1) })
  return pairs
}

function joined(base: Value, part: Value): Value {
  return valueOfTexts(concat(concat(textsOf(base, 'base'), [textOf([{ text: '/' }])]), textsOf(part, 'path')))
}

function printed({ url, query }: Address): Value {
  let texts = textsOf(url, 'url')
  for (const [index, one] of query.entries())
    texts = concat(concat(texts, [textOf([{ text: index === 0 ? '?' : '&' }])]), textsOf([one], 'query'))
  return valueOfTexts(texts)
}

/** `buildUrl(base, { path, queryParams })`. */
function built(call: Call): Value {
  const option = (name: string) => getMember(arg(call, 1), name, call).filter(atom => atom.kind !== 'constant')
  const path = option('path')
  const url = path.length > 0 ? joined(arg(call, 0), path) : arg(call, 0)
  const query = joinAll([option('queryParams')])
  if (keysOf(query).names.length === 0) return url
  return printed({ url, query: [pairsOf({ ...call, args: [query] })] })
}
