import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { doorErrors } from '../errors.ts'

/** Finds the client's address of a request. */
export type ReadAddress = (request: IncomingMessage) => string

/** Largest number of hops: more than this is a typing error. */
const mostHops = 10

/**
 * Compiles TRUST_PROXY. A number counts proxies from the right of `X-Forwarded-For`; networks are walked from the right
 * while they are trusted. Without either the header is ignored. Use a number only where no client can reach the
 * process past its proxies: the count cannot tell a proxy from a liar.
 */
export function addressReader(trustProxy: string | undefined): ReadAddress {
  const value = trustProxy?.trim() ?? ''
  if (value === '' || value === '0') return directAddress
  if (/^\d+$/.test(value)) return byHops(hopsOf(value))
  return byNetworks(networksOf(value))
}

/** What a limiter counts by: an IPv4 address, or the first 64 bits of an IPv6 one, which is what one customer has. */
export function limitKey(address: string): string {
  return address.includes(':') ? `${expand(address).slice(0, 4).join(':')}::/64` : address
}

/** True where the connection comes from this machine and no proxy says otherwise. */
export function isLocal(request: IncomingMessage): boolean {
  const address = directAddress(request)
  const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded
  return forwarded === undefined && (address === '::1' || address.startsWith('127.'))
}

/** `::ffff:10.0.0.1` is the IPv4 address that it holds. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}

function directAddress(request: IncomingMessage): string {
  return plain(request.socket.remoteAddress ?? '')
}

/** Addresses from the nearest to the farthest; the first is the connection's own, which nobody can forge. */
function chain(request: IncomingMessage): string[] {
  const header = request.headers['x-forwarded-for']
  const text = Array.isArray(header) ? header.join(',') : (header ?? '')
  const forwarded = text.split(',').map(part => plain(part.trim()))
  return [directAddress(request), ...forwarded.toReversed().filter(part => part !== '')]
}

function byHops(hops: number): ReadAddress {
  return request => {
    const addresses = chain(request)
    const address = addresses[Math.min(hops, addresses.length - 1)] as string
    return isIP(address) === 0 ? (addresses[0] as string) : address
  }
}

function byNetworks(trusted: BlockList): ReadAddress {
  const isTrusted = (address: string): boolean => trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  return request => {
    let client = directAddress(request)
    for (const address of chain(request)) {
      if (isIP(address) === 0) return client
      client = address
      if (!isTrusted(address)) return client
    }
    return client
  }
}

function hopsOf(value: string): number {
  const hops = Number(value)
  if (hops > mostHops) throw doorErrors.HTTP_TRUST_PROXY_INVALID({ value })
  return hops
}

function networksOf(value: string): BlockList {
  const list = new BlockList()
  for (const entry of value.split(',').map(part => part.trim())) {
    const [network = '', bits] = entry.split('/')
    const family = isIP(network)
    const widest = family === 6 ? 128 : 32
    const prefix = bits === undefined ? widest : Number(bits)
    if (family === 0 || !/^\d*$/.test(bits ?? '') || prefix > widest)
      throw doorErrors.HTTP_TRUST_PROXY_INVALID({ value })
    list.addSubnet(network, prefix, family === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

/** The eight groups of an IPv6 address. */
function expand(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] as string).split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  return [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right].map(group =>
    group.toLowerCase(),
  )
}
