import type { IncomingMessage } from 'node:http'
import type { Log } from '../../observability/index.ts'
import { peerAddress } from './address.ts'
import { isPublicAddress } from './ip.ts'
import type { Trust } from './trust.ts'

/** Looks at one request. */
export type Watch = (request: IncomingMessage) => void

/**
 * Says, once a process, that TRUST_PROXY does not fit what arrives: a proxy forwards and nobody is trusted, so that
 * all clients share one limit; or more proxies are counted than the header has passed.
 */
export function proxyWatch(trust: Trust, log: Log): Watch {
  let said = false
  const say = (message: string, peer: string): void => {
    said = true
    log.warn({ proxy: peer, trustProxy: trust.kind === 'hops' ? trust.hops : trust.kind }, message)
  }
  return request => {
    if (said) return
    const header = request.headers['x-forwarded-for']
    if (header === undefined) return
    const peer = peerAddress(request)
    if (trust.kind === 'nobody' && !isPublicAddress(peer)) {
      say('requests come through a proxy, and all its clients share one limit: set TRUST_PROXY', peer)
    } else if (trust.kind === 'hops' && isPublicAddress(peer)) {
      say(
        'a request with X-Forwarded-For came from the internet: if it is a proxy, name its network in TRUST_PROXY',
        peer,
      )
    } else if (trust.kind === 'hops' && String(header).split(',', trust.hops).length < trust.hops) {
      say('requests pass fewer proxies than TRUST_PROXY says', peer)
    }
  }
}
