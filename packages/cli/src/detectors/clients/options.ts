import {
  awaited,
  type Call,
  callback,
  concat,
  elementsOf,
  getMember,
  literalOf,
  makeThing,
  putFields,
  siteOfCall,
  spreadInto,
  type Text,
  type Thing,
  textOf,
  textsOf,
  turn,
  type Value,
  valueOfTexts,
} from '../../syntax/index.ts'

/** Options of a client with those of a call on top; headers are merged one by one. */
export function mergeOptions(layers: readonly Value[], call: Call): Thing {
  const { frame } = call
  const options = makeThing(frame, siteOfCall(call))
  const headers = makeThing(frame, siteOfCall(call), 'headers')
  for (const layer of layers) {
    const known = layer.filter(atom => atom.kind !== 'constant' && atom.kind !== 'text')
    if (known.length === 0) continue
    spreadInto(options, known, frame)
    spreadInto(headers, getMember(known, 'headers', { frame }), frame)
  }
  putFields(frame, options, { headers: [headers] })
  return options
}

/** A member of options, without the alternatives that say nothing. */
export function given(options: Value, name: string, { frame }: Call): Value {
  return getMember(options, name, { frame }).filter(atom => !(atom.kind === 'constant' && atom.value === undefined))
}

/** The base in front of an address, with one slash between them; an address with a host stays as it is. */
export function joinBase(base: Value, url: Value): Value {
  const bases = textsOf(base, 'base').filter(one => !/^\/?$/.test(literalOf(one) ?? '-'))
  const urls = textsOf(url, 'url')
  if (bases.length === 0) return valueOfTexts(urls)
  const slash = textOf([{ text: '/' }])
  return valueOfTexts(
    urls.flatMap(one => {
      if (isWhole(one, bases)) return [one]
      return bases.map(start => {
        const traits = { ...(start.likely || one.likely ? { likely: true as const } : {}) }
        return textOf([...start.parts, ...slash.parts, ...one.parts], traits)
      })
    }),
  )
}

/** `https://…`, `//…`, `${location.protocol}//${location.host}`, and what begins with the very setting that is the base. */
export function isWhole({ parts }: Text, bases: readonly Text[] = []): boolean {
  const [first] = parts
  const setting = first && settingOf(first)
  if (setting !== undefined && bases.some(base => base.parts[0] && settingOf(base.parts[0]) === setting)) return true
  const start = parts.slice(0, 3).map(part => ('text' in part ? part.text : isProtocol(part) ? 'https:' : '{}'))
  return /^(?:[a-z]+:)?\/\//i.test(start.join(''))
}

function settingOf(part: Text['parts'][number]): string | undefined {
  return 'name' in part && part.of?.kind === 'unknown' ? (part.of.env ?? part.of.storage) : undefined
}

function isProtocol(part: Text['parts'][number]): boolean {
  return 'name' in part && /proto/i.test(part.name)
}

/** Calls the functions of a hook, one or a list, and gives what they return. */
export function callHooks(hooks: Value, args: readonly Value[], call: Call): Value {
  const isList = hooks.some(atom => atom.kind === 'object')
  const functions = (isList ? elementsOf(hooks, call.frame).flat() : hooks).filter(atom => atom.kind === 'function')
  if (functions.length === 0) return []
  return awaited(callback(turn(call, 7), functions, args), call.frame, call.node)
}

/** An address with the part of a query that is given as text: `searchParams: 'page=2'`. Objects stay beside it. */
export function withQueryText(url: Value, query: Value): Value {
  const texts = query.filter(atom => atom.kind === 'text')
  if (texts.length === 0) return url
  const suffixes = textsOf(texts, 'query').map(one => textOf([{ text: '?' }, ...trimmed(one).parts]))
  return valueOfTexts(concat(textsOf(url, 'url'), suffixes))
}

function trimmed(query: Text): Text {
  const [first, ...rest] = query.parts
  return first && 'text' in first ? textOf([{ ...first, text: first.text.replace(/^\?/, '') }, ...rest]) : query
}
