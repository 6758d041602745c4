import { makeThing, putFields } from '../machine/slots.ts'
import { addBase } from '../objects/spread.ts'
import type { Native } from '../values/frame.ts'
import { native, text, textOf, unknown } from '../values/make.ts'
import { concat, isHole, literalOf, textsOf, valueOfTexts } from '../values/text.ts'
import type { Hole, Part, Text, Thing, Value } from '../values/value.ts'
import { arg, siteOfCall } from './call.ts'
import { pageQuery } from './page-query.ts'

/** A path put against a base, as the browser does it: `/x` replaces the base's path, `x` its last segment. */
function against(base: Text, path: Text): Text {
  const [first] = path.parts
  const start = first && 'text' in first ? first.text : ''
  if (/^[a-z][a-z\d+.-]*:/i.test(start)) return path
  // What a setting says stands in front, and is no part of the path: `new URL(base + '/api/books', location.origin)`.
  if (first && 'name' in first && isBase(first, path.parts[1])) return path
  const origin = start.startsWith('/') ? originOf(base) : folderOf(base)
  return concat([origin], [path])[0] ?? path
}

function isBase({ name, of }: Hole, next: Part | undefined): boolean {
  if (next && 'text' in next && next.text.startsWith('/')) return true
  return BASE.test(name) || (of?.kind === 'unknown' && BASE.test(of.name))
}

const BASE = /base|root|prefix|server|origin|api_?ur[li]/i

function originOf(base: Text): Text {
  const literal = literalOf(base)
  if (literal !== undefined) return textOf([{ text: /^(?:[a-z]+:)?\/\/[^/]*/i.exec(literal)?.[0] ?? '' }])
  const [first, second] = base.parts
  if (first && second && 'text' in first && isHole(second) && /^[a-z]+:\/\/$/i.test(first.text))
    return textOf([first, second])
  return first && 'name' in first && !isOwnPage(first) ? textOf([first]) : textOf([])
}

function isOwnPage(part: Part): boolean {
  return 'name' in part && part.of?.kind === 'unknown' && part.of.name === 'href'
}

function folderOf(base: Text): Text {
  if (base.parts.some(isOwnPage)) return textOf([])
  const last = base.parts.at(-1)
  if (!last || !('text' in last)) return concat([base], [textOf([{ text: '/' }])])[0] ?? base
  const folder = /^[a-z]+:\/\/[^/]*$/i.test(last.text) ? `${last.text}/` : last.text.replace(/[^/]*$/, '')
  return { ...base, parts: [...base.parts.slice(0, -1), { ...last, text: folder }] }
}

// Pieces of `new URL(location.href)` are those of `location`.
const OF_PAGE = new Set(['origin', 'protocol', 'host', 'hostname', 'port', 'pathname'])

const construct: Native = call => {
  const paths = textsOf(arg(call, 0), 'url')
  const bases = call.args.length > 1 ? textsOf(arg(call, 1), 'base') : []
  const resolved = bases.length > 0 ? bases.flatMap(base => paths.map(path => against(base, path))) : paths
  const url = makeThing(call.frame, siteOfCall(call), 'url')
  const params = makeThing(call.frame, siteOfCall(call), 'params')
  url.inner = valueOfTexts(resolved)
  url.holds = url.inner
  putFields(call.frame, url, { searchParams: [params] })
  const first = url.inner
  const isOwn = resolved.length > 0 && resolved.every(({ parts }) => parts.length === 1 && parts.every(isOwnPage))
  if (isOwn) addBase(params, [pageQuery(call.frame)])
  url.lazy = name => {
    if (isOwn && url.inner === first && OF_PAGE.has(name)) return ownAddress(name)
    if (name === 'href') return valueOfTexts(textsOf([url], 'url'))
    if (name === 'origin') return valueOfTexts(resolved.map(originOf))
    if (name === 'pathname') return url.inner
    return ['search', 'hash', 'host', 'hostname', 'port'].includes(name) ? unknown(name, { is: 'string' }) : undefined
  }
  url.written = (name, value) => {
    if (name === 'search') addSearch(url, value)
    if (name !== 'pathname') return false
    url.inner = valueOfTexts(textsOf(value, 'path'))
    return true
  }
  return [url]
}

/** `url.search = text`: what was there is replaced. */
function addSearch(url: Thing, value: Value): void {
  const search = textsOf(value, 'search').map(one => {
    const [first] = one.parts
    const marked = first && 'text' in first && first.text.startsWith('?')
    return marked || literalOf(one) === '' ? one : (concat([textOf([{ text: '?' }])], [one])[0] ?? one)
  })
  url.inner = valueOfTexts(concat(textsOf(url.inner ?? [], 'url'), search))
}

/** `url.toString()`. */
export const printedAddress: Native = call => valueOfTexts(textsOf(call.self, 'url'))

/** The global `URL`. */
export const URLS: Value = [{ ...native('URL', construct), construct }]

const PROTOCOL = 'https:'

/** The page's own address: nobody knows its host, which stays a hole, so that what is built on it stays first-party. */
export function ownAddress(name: string): Value | undefined {
  switch (name) {
    case 'origin':
      return valueOfTexts(
        concat([textOf([{ text: `${PROTOCOL}//` }])], textsOf(unknown('host', { is: 'string' }), 'host')),
      )
    case 'protocol':
      return text(PROTOCOL)
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
