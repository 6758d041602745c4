import { BlockList, isIP } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'
import { doorErrors } from '../errors.ts'
import { groupsOf, isPublicAddress } from './ip.ts'

/** Whose `X-Forwarded-For` is believed: nobody's, that of so many proxies from the right, or of all in these networks. */
export type Trust =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'hops'; readonly hops: number }
  | { readonly kind: 'networks'; readonly includes: (address: string) => boolean }

/** Largest number of hops: more than this is a typing error. */
const mostHops = 10

/** The widest networks that can be somebody's own: 10.0.0.0/8 and fc00::/7. In a wider one are strangers. */
const widest = { 4: 8, 6: 7 } as const

type Refuse = (mend: string) => Error

/** Reads TRUST_PROXY. Throws HTTP_TRUST_PROXY_INVALID, with the mend, for all that could be meant in two ways. */
export function readTrust(trustProxy: string | undefined): Trust {
  const value = trustProxy?.trim() ?? ''
  if (value === '' || value === '0') return { kind: 'nobody' }
  const refuse: Refuse = mend => doorErrors.HTTP_TRUST_PROXY_INVALID({ value, mend })
  if (/^\d+$/.test(value)) {
    const hops = Number(value)
    if (hops > mostHops) throw refuse(`More than ${mostHops} proxies in a row are a typing error.`)
    return { kind: 'hops', hops }
  }
  const list = new BlockList()
  for (const entry of value.split(',')) addNetwork(list, entry.trim(), refuse)
  return {
    kind: 'networks',
    includes: address => isIP(address) !== 0 && list.check(address, address.includes(':') ? 'ipv6' : 'ipv4'),
  }
}

function addNetwork(list: BlockList, entry: string, refuse: Refuse): void {
  if (/^\d+$/.test(entry)) throw refuse('A number and networks cannot both hold: write the networks alone.')
  const [network = '', bits, more] = entry.split('/')
  const family = isIP(network)
  if ((family !== 4 && family !== 6) || more !== undefined || !/^\d*$/.test(bits ?? '') || bits === '') {
    throw refuse('Write networks such as 127.0.0.1, 10.0.0.0/8, or the number of proxies.')
  }
  const size = family === 6 ? 128 : 32
  const prefix = bits === undefined ? size : Number(bits)
  if (prefix > size) throw refuse(`${entry} has more than ${size} bits.`)
  if (prefix < widest[family]) throw refuse(`In ${entry} are clients, who could then claim any address.`)
  if (!endsInZeros(network, prefix))
    throw refuse(`${entry} is not the first address of its network. Write ${network}, or the network.`)
  list.addSubnet(network, prefix, family === 6 ? 'ipv6' : 'ipv4')
}

/** True where all bits behind the prefix are 0, as in 10.0.0.0/8 and, with a full prefix, in any address. */
function endsInZeros(network: string, prefix: number): boolean {
  const isLong = network.includes(':')
  const [parts, width] = isLong ? ([groupsOf(network), 16] as const) : ([network.split('.').map(Number), 8] as const)
  return parts.every((part, index) => {
    const free = Math.min(width, Math.max(0, width * (index + 1) - prefix))
    return part % 2 ** free === 0
  })
}

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/**
 * Throws HTTP_TRUST_PROXY_OPEN where TRUST_PROXY is a number and clients can reach the process past its proxies: it
 * would listen on an address of the internet, and a count cannot tell a proxy from a client who writes the header.
 */
export function refuseOpen(trust: Trust, host: string, interfaces: Interfaces): void {
  if (trust.kind !== 'hops') return
  const listensOnAll = host === '0.0.0.0' || host === '::' || host === ''
  const addresses = listensOnAll
    ? Object.values(interfaces).flatMap(list => (list ?? []).map(({ address }) => address))
    : [host]
  const address = addresses.find(isPublicAddress)
  if (address !== undefined) throw doorErrors.HTTP_TRUST_PROXY_OPEN({ hops: trust.hops, address, host })
}
