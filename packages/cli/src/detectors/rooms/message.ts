import { type Answer, type Atom, answer, makeGlobal, printText, textsOf, type Value } from '../../syntax/index.ts'
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
