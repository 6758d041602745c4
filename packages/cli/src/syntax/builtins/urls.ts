import { getMember } from '../evaluate/member.ts'
import { makeThing, putField } from '../evaluate/slots.ts'
import type { Call, Native } from '../values/frame.ts'
import { native, text, textOf, unknown } from '../values/make.ts'
import { concat, literalOf, textsOf, valueOfTexts } from '../values/text.ts'
import type { Text, Value } from '../values/value.ts'
import { arg, siteOfCall } from './call.ts'

/** A path put against a base, as the browser does it: `/x` replaces the base's path, `x` its last segment. */
function against(base: Text, path: Text): Text {
  const [first] = path.parts
  const start = first && 'text' in first ? first.text : ''
  if (/^[a-z][a-z\d+.-]*:/i.test(start)) return path
  const origin = start.startsWith('/') ? originOf(base) : folderOf(base)
  return concat([origin], [path])[0] ?? path
}

function originOf(base: Text): Text {
  const literal = literalOf(base)
  if (literal !== undefined) return textOf([{ text: /^(?:[a-z]+:)?\/\/[^/]*/i.exec(literal)?.[0] ?? '' }])
  const [first] = base.parts
  return first && 'name' in first ? textOf([first]) : textOf([])
}

function folderOf(base: Text): Text {
  const last = base.parts.at(-1)
  if (!last || !('text' in last)) return concat([base], [textOf([{ text: '/' }])])[0] ?? base
  const folder = /^[a-z]+:\/\/[^/]*$/i.test(last.text) ? `${last.text}/` : last.text.replace(/[^/]*$/, '')
  return { ...base, parts: [...base.parts.slice(0, -1), { ...last, text: folder }] }
}

const construct: Native = call => {
  const paths = textsOf(arg(call, 0), 'url')
  const bases = call.args.length > 1 ? textsOf(arg(call, 1), 'base') : []
  const resolved = bases.length > 0 ? bases.flatMap(base => paths.map(path => against(base, path))) : paths
  const url = makeThing(call.frame, siteOfCall(call), 'url')
  const params = makeThing(call.frame, siteOfCall(call), 'params')
  url.inner = valueOfTexts(resolved)
  putField(call.frame, url, 'searchParams', [params])
  url.lazy = name => {
    if (name === 'href') return printedUrl([url], call)
    if (name === 'pathname' || name === 'origin') return url.inner
    return ['search', 'hash', 'host', 'hostname', 'port'].includes(name) ? unknown(name, { is: 'string' }) : undefined
  }
  return [url]
}

function printedUrl(self: Value, call: Call): Value {
  return valueOfTexts(addressOf(self, call))
}

/** The address that a URL object stands for, with what was added to its query. */
export function addressOf(value: Value, call: Call): Text[] {
  return value.flatMap(atom => {
    if (atom.kind !== 'object' || atom.tag !== 'url') return []
    const params = getMember([atom], 'searchParams', { frame: call.frame })
    const query = textsOf(params, 'query')
    const has = params.some(one => one.kind === 'object' && (one.slots.size > 0 || one.element))
    const inner = textsOf(atom.inner ?? [], 'url')
    return has ? concat(concat(inner, [textOf([{ text: '?' }])]), query) : inner
  })
}

/** `url.toString()`. */
export const printedAddress: Native = call => printedUrl(call.self, call)

/** The global `URL`. */
export const URLS: Value = [{ ...native('URL', construct), construct }]

/** The page's own address: its host is left out, so that what is built on it stays first-party. */
export function ownAddress(name: string): Value | undefined {
  switch (name) {
    case 'origin':
      return text('')
    case 'protocol':
      return text('https:')
    case 'host':
    case 'hostname':
      return unknown('host', { is: 'string' })
    case 'href':
    case 'pathname':
    case 'search':
    case 'hash':
    case 'port':
      return unknown(name, { is: 'string' })
    default:
      return undefined
  }
}
