import { BlockList, isIP } from 'node:net'

/** The eight groups of a valid IPv6 address without a zone. An IPv4 tail becomes two groups. */
export function groupsOf(address: string): number[] {
  const bare = address.replace(/\d+\.\d+\.\d+\.\d+$/, quad => {
    const [a = 0, b = 0, c = 0, d = 0] = quad.split('.').map(Number)
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  })
  const [head = '', tail] = bare.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].map(group => Number.parseInt(group, 16))
}

/**
 * An address as it is compared: without its zone, and `::ffff:10.0.0.1`, however it is written, as the IPv4 address
 * that it holds.
 */
export function plainAddress(text: string): string {
  if (!text.includes(':')) return text
  const address = text.split('%')[0] as string
  const match = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (match !== null) return match[1] as string
  if (!/ffff:/i.test(address) || isIP(address) !== 6) return address
  const groups = groupsOf(address)
  const [, , , , , marker, high = 0, low = 0] = groups
  if (marker !== 0xffff || groups.slice(0, 5).some(group => group !== 0)) return address
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
}

/** The address of one entry of `X-Forwarded-For`, without a port; undefined where it is none. */
export function forwardedAddress(entry: string): string | undefined {
  const text = entry.trim()
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text
  return isIP(bare) === 0 ? undefined : plainAddress(bare)
}

const inside = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(network, prefix, 'ipv4')
inside.addSubnet('::', 127, 'ipv6')
inside.addSubnet('fc00::', 7, 'ipv6')
inside.addSubnet('fe80::', 10, 'ipv6')

/** True for an address that anybody can reach or have; false for loopback, link-local and private ones (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  const plain = plainAddress(address)
  const family = isIP(plain)
  return family !== 0 && !inside.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}

/** What a limiter counts by: an IPv4 address, or the first 64 bits of an IPv6 one, which is what one customer has. */
export function limitKey(address: string): string {
  if (!address.includes(':')) return address
  const [a = 0, b = 0, c = 0, d = 0] = groupsOf(address)
  return `${a.toString(16)}:${b.toString(16)}:${c.toString(16)}:${d.toString(16)}::/64`
}
