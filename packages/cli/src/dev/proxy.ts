import { once } from 'node:events'
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { IsBackend } from './routes.ts'

/** Where requests go. */
export interface Sides {
  readonly isBackend: IsBackend
  /** The backend's origin, as soon as it answers; undefined when it does not run. */
  backend(): Promise<string | undefined>
  /** The origin of the frontend's dev server. Undefined: the backend gets everything. */
  readonly page: string | undefined
}

/** The pseudonym that this proxy signs with (RFC 9110, section 7.6.3). */
const sign = '1.1 plinth-dev'

/**
 * One port for both sides: requests and WebSocket upgrades (hot reload) are passed on as they are, and wait while the
 * backend restarts. What the frontend's dev server sends here is for the backend: it has been there already. For
 * development only: it listens on loopback, and trusts both sides.
 */
export class DevProxy {
  readonly #sides: Sides
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  constructor(sides: Sides) {
    this.#sides = sides
    this.#server = createServer((incoming, outgoing) => void this.#pass(incoming, outgoing))
    this.#server.on('upgrade', (incoming, socket, head) => void this.#upgrade(incoming, socket, head))
    this.#server.on('connection', socket => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  /** Listens on loopback; 0 is any free port. Resolves to the port, rejects when it is taken. */
  async listen(port: number): Promise<number> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as AddressInfo).port
  }

  /** Ends every connection: hot reload keeps one open as long as the page is. */
  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const origin = await this.#originFor(incoming)
    if (origin === undefined) return refuse(outgoing, 'The backend does not run: the terminal says why.')
    const passed = begin(incoming, origin)
    passed.once('response', answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
      answer.once('error', () => outgoing.destroy())
      answer.pipe(outgoing)
    })
    passed.once('error', () => refuse(outgoing, `Nothing answers at ${origin}.`))
    outgoing.once('close', () => passed.destroy())
    incoming.pipe(passed)
  }

  async #upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Without a listener a reset by the browser would end the process.
    socket.on('error', () => socket.destroy())
    const origin = await this.#originFor(incoming)
    if (origin === undefined) return void socket.destroy()
    const passed = begin(incoming, origin)
    passed.once('upgrade', (answer, other, rest) => {
      other.on('error', () => socket.destroy())
      other.once('close', () => socket.destroy())
      socket.once('close', () => other.destroy())
      socket.write(headOf(answer))
      if (rest.length > 0) socket.write(rest)
      if (head.length > 0) other.write(head)
      other.pipe(socket).pipe(other)
    })
    passed.once('response', answer => {
      socket.write(headOf(answer))
      answer.pipe(socket)
    })
    passed.once('error', () => socket.destroy())
    passed.end()
  }

  async #originFor(incoming: IncomingMessage): Promise<string | undefined> {
    const { page, isBackend } = this.#sides
    const returned = incoming.headers.via?.includes(sign) === true
    return page === undefined || returned || isBackend(incoming) ? this.#sides.backend() : page
  }
}

/** The same request to another place. `Host` stays: each side checks it, and makes addresses from it. */
function begin(incoming: IncomingMessage, origin: string): ClientRequest {
  const { hostname, port } = new URL(origin)
  const via = incoming.headers.via === undefined ? sign : `${incoming.headers.via}, ${sign}`
  return request({
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 80 : Number(port),
    path: incoming.url ?? '/',
    method: incoming.method ?? 'GET',
    headers: { ...incoming.headers, via },
  })
}

function refuse(outgoing: ServerResponse, text: string): void {
  if (outgoing.headersSent) return void outgoing.destroy()
  outgoing.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' })
  outgoing.end(`${text}\n`)
}

function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  let lines = `HTTP/1.1 ${statusCode} ${statusMessage}\r\n`
  for (let at = 0; at < rawHeaders.length; at += 2) lines += `${rawHeaders[at]}: ${rawHeaders[at + 1]}\r\n`
  return `${lines}\r\n`
}
