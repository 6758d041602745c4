import {
  type Answer,
  type Atom,
  answer,
  concat,
  isHole,
  isLiteral,
  makeGlobal,
  type Part,
  printText,
  type Text,
  textOf,
  textsOf,
  type Value,
} from '../../syntax/index.ts'
import { parseAddress } from '../requests/address.ts'
import type { Line, Sockets } from './sockets.ts'

/** A connection, and where it is noted. */
export interface Open {
  sockets: Sockets
  line: Line
  /** The answer of the request that opens it: what its messages hold. */
  body?: Value
}

/** Where a connection leads, as the code writes it. */
export function addressOf(value: Value): string {
  const [first] = textsOf(
    value.filter(atom => atom.kind === 'text' || atom.kind === 'unknown'),
    'url',
  )
  return first ? printText(first) : ''
}

/** The path on the server, where it is known. */
export function pathOf(value: Value): string | undefined {
  const [first] = textsOf(value, 'url')
  return first && parseAddress(first)?.path
}

/** What socket.io asks of a server: its own path on the host of the address, whose path is the name of a namespace. */
export function handshakeAt(address: Value, path: Value): Value {
  const named = textsOf(
    address.filter(atom => atom.kind === 'text' || atom.kind === 'unknown'),
    'url',
  )
  const hosts = named.map(({ parts }) => textOf(hostOf(parts)))
  const own = hosts.length === 0 ? [textOf([])] : hosts
  return concat(own, textsOf(path, 'path').map(withoutSlash))
}

function withoutSlash({ parts, ...traits }: Text): Text {
  const last = parts.at(-1)
  if (!last || !isLiteral(last)) return { parts, ...traits }
  return textOf([...parts.slice(0, -1), { ...last, text: last.text.replace(/(?<=.)\/$/, '') }], traits)
}

const SCHEME = /^(?:[a-z]+:)?\/\//i

function hostOf(parts: readonly Part[]): Part[] {
  const [first] = parts
  const scheme = first && isLiteral(first) ? SCHEME.exec(first.text)?.[0] : ''
  if (scheme === undefined) return []
  const kept: Part[] = scheme === '' ? [] : [{ text: scheme }]
  for (const part of parts) {
    if (isHole(part)) kept.push(part)
    if (!isLiteral(part)) continue
    const text = part === first ? part.text.slice(scheme.length) : part.text
    const [host = ''] = text.split('/')
    if (host !== '') kept.push({ text: host })
    if (host !== text) break
  }
  return kept
}

/** What comes over a connection: whatever is read of it, and whatever its parts are compared with, is known to be of it. */
export function heardBy({ sockets, line, body = [] }: Open, event = ''): Value {
  const heard = answer(sockets.source(line, event))
  return body.length === 0 ? [heard] : [heard, makeGlobal(`message:${line.kind}:${line.url}`, { data: body })]
}

const KIND = /(?:^|\.)(?:type|event|kind|action|op|cmd|command|topic|channel|name|t)$/

/** The parts of messages among alternatives that say of which type a message is. */
export function kindsIn(value: Value): Answer[] {
  return value.filter((atom: Atom): atom is Answer => atom.kind === 'answer' && KIND.test(atom.path))
}
