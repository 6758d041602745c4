import type { IncomingMessage } from 'node:http'
import { forwardedAddress, isPublicAddress, plainAddress } from './ip.ts'
import type { Trust } from './trust.ts'

/** Finds the client's address of a request. */
export type ReadAddress = (request: IncomingMessage) => string

/**
 * Compiles whom to trust. A number counts proxies from the right of `X-Forwarded-For`; networks are walked from the
 * right while they are trusted; without either the header is ignored. What stands left of the client is the client's
 * own claim and never reached. A connection from the internet is the client itself where only a number is given.
 * `Forwarded` and `X-Real-IP` are never asked.
 */
export function addressReader(trust: Trust): ReadAddress {
  if (trust.kind === 'hops') return byHops(trust.hops)
  return trust.kind === 'networks' ? byNetworks(trust.includes) : peerAddress
}

/** The address at the other end of the connection, which nobody can forge. */
export function peerAddress(request: IncomingMessage): string {
  return plainAddress(request.socket.remoteAddress ?? '')
}

/** What proxies of all kinds leave behind. */
const traces = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host', 'x-forwarded-proto']

/** True where the connection comes from this machine and no proxy has left a trace. */
export function isLocal(request: IncomingMessage): boolean {
  const address = peerAddress(request)
  return (address === '::1' || address.startsWith('127.')) && traces.every(name => request.headers[name] === undefined)
}

function byHops(hops: number): ReadAddress {
  return request => {
    let client = peerAddress(request)
    if (isPublicAddress(client)) return client
    const entries = entriesOf(request)
    for (let hop = 0; hop < hops; hop++) {
      const address = entries.next()
      if (address === undefined) return client
      client = address
    }
    return client
  }
}

function byNetworks(isTrusted: (address: string) => boolean): ReadAddress {
  return request => {
    let client = peerAddress(request)
    const entries = entriesOf(request)
    while (isTrusted(client)) {
      const address = entries.next()
      if (address === undefined) return client
      client = address
    }
    return client
  }
}

/** Entries of `X-Forwarded-For` from the right, until one is no address. Only what is asked for is read: it may be 16 kB. */
function entriesOf({ headers }: IncomingMessage): { next(): string | undefined } {
  const header = headers['x-forwarded-for']
  const text = Array.isArray(header) ? header.join(',') : (header ?? '')
  let end = text.length
  return {
    next: () => {
      if (end <= 0) return undefined
      const begin = text.lastIndexOf(',', end - 1)
      const address = forwardedAddress(text.slice(begin + 1, end))
      end = address === undefined ? 0 : begin
      return address
    },
  }
}
