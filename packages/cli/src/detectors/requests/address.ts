import { type Hole, type Pair, type Part, type Text, text } from '../../syntax/index.ts'

/** Where a text leads, taken apart. */
export interface Address {
  /** `https://host`, when one is written down; holes as `{name}`. */
  origin: string | undefined
  /** The path, from `/`; undefined when nothing of it is known. */
  path: string | undefined
  pairs: Pair[]
  /** Names of what stands in front of the path and is not known. */
  unknown: string[]
  /** A hole stuck to the last word: a suffix that is not known. */
  glued: boolean
  /** It is the page's own, with other words in its query. */
  here?: true
}

// Holes and pairs stand in the text as characters of the private use area while it is taken apart.
const FIRST_MARK = 0xe000
const MARK = /[\ue000-\uf8ff]/
const MARKS = /[\ue000-\uf8ff]/g

type Marked = Exclude<Part, { text: string }>

/** Takes a URL apart. Undefined for what is no address of a server: `data:`, `mailto:`, an empty text. */
export function parseAddress(url: Text): Address | undefined {
  const { whole, at } = marked(url)
  return takeApart(whole.trim(), at)
}

function marked(url: Text): { whole: string; at: At } {
  const marks: Marked[] = []
  let whole = ''
  const parts = url.parts.filter(part => !('text' in part) || part.text !== '')
  for (const [at, part] of parts.entries()) {
    if (isPrefix(parts, at)) continue
    if ('text' in part) whole += part.text.replace(MARKS, '')
    else {
      whole += String.fromCharCode(FIRST_MARK + marks.length)
      marks.push(part)
    }
  }
  return { whole, at: mark => marks[mark.charCodeAt(0) - FIRST_MARK] }
}

const PREFIX = /^(?:\w{1,2}|[a-z]{1,8}[-_])$/

/** The letters that an id begins with, where the program makes one somewhere else: `'b' + random`, put into `/boards/${id}`. */
function isPrefix(parts: Text['parts'], at: number): boolean {
  const [before, part, next] = [parts[at - 1], parts[at], parts[at + 1]]
  if (!before || !part || !next || !('text' in before) || 'text' in next || !before.text.endsWith('/')) return false
  if (!('text' in part)) return 'digits' in part
  return PREFIX.test(part.text) && part.at !== undefined && part.at.file !== before.at?.file
}

/** A place in the page, an option of a command line, a piece of a list. */
const NO_ADDRESS = /^(?:#|--|[,;|])/
const PIECE = /^\/?[,;|]/

type At = (mark: string) => Marked | undefined

function takeApart(whole: string, at: At): Address | undefined {
  if (/^(?!https?:|wss?:)[a-z][a-z\d+.-]*:/i.test(whole) || NO_ADDRESS.test(whole)) return undefined
  const plain = whole.replace(/#.*$/, '')
  const found = WHOLE_HOST.exec(plain)?.[0] ?? (isProtocol(plain, at) ? ANY_HOST : KNOWN_HOST).exec(plain)?.[0]
  const host = found === undefined ? undefined : withoutPathname(found, at)
  const below = plain.slice(host?.length ?? 0)
  // Where the page is mounted stands for the root.
  const rest = host === found ? below : below.replace(FIRST, '/')
  // A helper that cannot tell whether there is a query already: `/books&sort=name`.
  const cut = rest.search(/\?|&[\w[\].-]+=/)
  const [before, after] = cut < 0 ? [rest, ''] : [rest.slice(0, cut), rest.slice(cut + 1)]
  const query = rest.charAt(cut) === '&' ? after.replace('?', '&') : after
  const place = host !== undefined && MARK.test(host) ? PLACE : HOST
  const { unknown, path } = leading(withoutPlace(before, place, at), at, host !== undefined)
  if (path !== undefined && PIECE.test(path)) return undefined
  const pairs = [...pairsOf(query, at), ...pairsIn(before, at)]
  const origin = host === undefined ? undefined : print(host, at)
  return { origin, unknown, pairs, ...pathOf(path, at) }
}

const KNOWN_HOST = /^(?:(?:https?|wss?):)?\/\/([^/?]*)/i
const ANY_HOST = /^[\ue000-\uf8ff]\/\/([^/?]*)/

const FIRST = /^[\ue000-\uf8ff]/

/**
 * The page's own path ends its host, and ends with a slash: `location.host + location.pathname + 'api/'`,
 * `location.host + base`.
 */
function withoutPathname(host: string, at: At): string {
  const from = [...host].findIndex(
    (mark, index) =>
      MARK.test(mark) && (nameAt(mark, at) === 'pathname' || OWN_HOST.test(nameAt(host.charAt(index - 1), at) ?? '')),
  )
  return from < 0 ? host : host.slice(0, from)
}

const OWN_HOST = /^host(?:name)?$/

/** What follows a port or the end of a name is no part of a host: `http://localhost:4000${picture}`. */
const WHOLE_HOST = /^(?:\w+:)?\/\/[\w.-]+(?::\d{2,5}|\.[a-z]{2,})(?=[\ue000-\uf8ff])/i

function nameAt(mark: string, at: At): string | undefined {
  const part = at(mark)
  return part && 'name' in part ? part.name : undefined
}

/** `location.protocol + '//' + host`. */
function isProtocol(plain: string, at: At): boolean {
  const part = MARK.test(plain.charAt(0)) ? at(plain.charAt(0)) : undefined
  return part !== undefined && 'name' in part && /proto/i.test(part.name)
}

/** What stands before the path and is not known is a base: it is named, and left out. */
function leading(before: string, at: At, absolute: boolean): { unknown: string[]; path: string } {
  const unknown: string[] = []
  let path = before
  while (!absolute && MARK.test(path.charAt(0))) {
    const part = at(path.charAt(0))
    if (part && 'name' in part) unknown.push(nameOfBase(part))
    path = path.slice(1)
  }
  // A client puts its base before whatever it is given, and takes that away where it is a whole address.
  const whole = /^\/[\ue000-\uf8ff](?=\/)/.test(path) ? at(path.charAt(1)) : undefined
  if (!absolute && whole && 'name' in whole && (BASE.test(whole.name) || unknown.includes(nameOfBase(whole)))) {
    if (!unknown.includes(nameOfBase(whole))) unknown.push(nameOfBase(whole))
    path = path.slice(2)
  }
  const placeholder = absolute ? undefined : PLACEHOLDER.exec(path)
  if (!placeholder) return { unknown, path }
  const [written, name = ''] = placeholder
  return { unknown: [...unknown, name], path: path.slice(written.length) }
}

const BASE = /^[A-Z\d_]*(?:URL|ORIGIN|HOST)$/

// What a server or an installation writes into a page in place of it: `__URL_BASE__/api`.
const PLACEHOLDER = /^\/?(?:__|%{1,2}|@@|\$\{?)([A-Z][A-Z\d_]*?)(?:__|%{1,2}|@@|\}?)(?=\/)/

/** Behind the page's own host, pieces of the page's own path are where it is mounted. */
function withoutPlace(before: string, place: RegExp, at: At): string {
  const part = /^\/[\ue000-\uf8ff](?=\/)/.test(before) ? at(before.charAt(1)) : undefined
  const of = part && 'name' in part && part.of?.kind === 'unknown' ? part.of.name : undefined
  return of !== undefined && place.test(of) ? withoutPlace(before.slice(2), PLACE, at) : before
}

const HOST = /^host(?:name)?$/
const PLACE = /^(?:host|hostname|text|part|pathname|href|join)$/

function nameOfBase(hole: Hole): string {
  const of = hole.of
  return of?.kind === 'unknown' ? (of.env ?? of.storage ?? hole.name) : hole.name
}

// A part of an address with one of these names brings its own slash.
const OWN_SLASH = /(?:^|[a-z])(?:url|uri|path|pathname|route|href|dir|directory|folder)$/i

function withSlash(path: string, at: At): string {
  return path.replace(/([\w)\]])([\ue000-\uf8ff])(?=\/|$)/g, (whole, before: string, mark: string) => {
    const part = at(mark)
    if (!part || !('name' in part)) return whole
    const bringsSlash = OWN_SLASH.test(part.name) || (part.of?.kind === 'unknown' && OWN_SLASH.test(part.of.name))
    return bringsSlash ? `${before}/${mark}` : whole
  })
}

function pathOf(given: string, at: At): Pick<Address, 'path' | 'glued'> {
  const path = withSlash(given, at)
  if (!/[^/\ue000-\uf8ff]/.test(path) && !/\/[\ue000-\uf8ff]/.test(path))
    return { path: path.includes('/') ? '/' : undefined, glued: false }
  const glued = /[\w)\]][\ue000-\uf8ff]+$/.test(path) && !/[.\-_~@:=][\ue000-\uf8ff]+$/.test(path)
  const names = new Map<string, number>()
  const segments = (glued ? path.replace(/[\ue000-\uf8ff]+$/, '') : path)
    .split('/')
    .filter(segment => segment !== '' && segment !== '.')
  return {
    path: `/${resolveDots(segments)
      .map(segment => printSegment(segment, at, names))
      .join('/')}`,
    glued,
  }
}

function resolveDots(segments: readonly string[]): string[] {
  const kept: string[] = []
  for (const segment of segments) {
    if (segment === '..') kept.pop()
    else kept.push(segment)
  }
  return kept
}

function printSegment(segment: string, at: At, names: Map<string, number>): string {
  const placeholder = /^[:{](\w+)[}?]?$/.exec(segment)
  if (placeholder?.[1]) return `{${uniqueName(placeholder[1], names)}}`
  const whole = segment.length === 1
  return segment.replace(MARKS, mark => {
    const part = at(mark)
    if (!part || !('name' in part)) return ''
    if (part.digits !== undefined && !whole) return part.digits
    return `{${uniqueName(part.name, names)}}`
  })
}

function uniqueName(name: string, names: Map<string, number>): string {
  const word = name.replace(/^[_$]+|\W+/g, '')
  const plain = word === '' || word === 'value' || /^\d/.test(word) ? 'id' : word
  const times = (names.get(plain) ?? 0) + 1
  names.set(plain, times)
  return times === 1 ? plain : `${plain}${times}`
}

function pairsIn(path: string, at: At): Pair[] {
  return [...path.matchAll(MARKS)].flatMap(([mark]) => {
    const part = at(mark)
    return part && 'pairs' in part ? part.pairs : []
  })
}

function pairsOf(query: string, at: At): Pair[] {
  return query.split('&').flatMap(item => {
    const [name = '', ...rest] = item.split('=')
    const listed = pairsIn(item, at)
    if (listed.length > 0) return listed
    const plain = print(name.replace(/^\?/, ''), at)
    // A separator that a helper puts between values that nobody knows is no name.
    if (!/[\p{L}\p{N}_$]/u.test(plain) || plain.includes('{')) return []
    return [{ name: decoded(plain), value: pairValue(rest.join('='), at), optional: false }]
  })
}

/** The pairs of a text that is sent as a form: `name=ann&age=3`. None where it is no such text. */
export function pairsOfText(body: Text): Pair[] {
  const { whole, at } = marked(body)
  return /^[\w[\].-]+=|^[\ue000-\uf8ff]/.test(whole) ? pairsOf(whole, at) : []
}

function pairValue(value: string, at: At): Pair['value'] {
  const part = value.length === 1 ? at(value) : undefined
  if (part && 'name' in part) {
    if (part.of) return [part.of]
    if (part.digits !== undefined) return [{ kind: 'constant', value: Number(part.digits) }]
  }
  if (value !== '' && !MARK.test(value) && !Number.isNaN(Number(value)))
    return [{ kind: 'constant', value: Number(value) }]
  return MARK.test(value) ? [{ kind: 'unknown', name: 'value', is: 'string' }] : text(value)
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function print(piece: string, at: At): string {
  return piece.replace(MARKS, mark => {
    const part = at(mark)
    return part && 'name' in part ? `{${part.name}}` : ''
  })
}
