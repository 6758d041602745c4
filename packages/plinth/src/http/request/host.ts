import type { IncomingMessage } from 'node:http'

/**
 * RFC 9112 section 3.2: a request of HTTP/1.1 has one Host, and no request has two. Node would answer the first
 * case without our headers, and take the first of two, where a proxy may have taken the last.
 */
export function hasOneHost({ rawHeaders, httpVersionMinor }: IncomingMessage): boolean {
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts === 1 || (hosts === 0 && httpVersionMinor === 0)
}
