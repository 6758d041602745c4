import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Incoming } from '../hooks.ts'
import type { ReadAddress } from './address.ts'

/** One request and what becomes of it; made first, read by every step, and by the line in the log at the end. */
export class Exchange implements Incoming {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly address: string
  readonly began = performance.now()
  /** Pattern of the route, for metrics; empty where none matched. */
  route: string
  /** Who asked, for the log. */
  userId: string | null = null
  /** Headers that steps on the way add to the answer, as flat pairs. */
  readonly added: string[] = []

  constructor(request: IncomingMessage, route: string, readAddress: ReadAddress) {
    this.requestId = requestIdOf(request.headers['x-request-id'])
    this.method = request.method ?? 'GET'
    this.path = pathOf(request.url ?? '/')
    this.headers = request.headers
    this.address = readAddress(request)
    this.route = route
  }
}

/** The caller's id when it is well formed, else a random one. */
function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^[\w-]{8,64}$/.test(header) ? header : randomUUID()
}

function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
