import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'

/** Where a request goes: the origin of the backend or of the frontend's dev server, undefined while it is not there. */
export type Target = (path: string) => string | undefined

/**
 * One port for both sides: requests and WebSocket upgrades (hot reload) are passed on as they are. For development on
 * one machine only: it trusts what it is told to pass to.
 */
export function createProxy(target: Target): Server {
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, target(incoming.url ?? '/')))
  server.on('upgrade', (incoming, socket, head) => upgrade({ incoming, socket, head }, target(incoming.url ?? '/')))
  return server
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, origin: string | undefined): void {
  if (origin === undefined) {
    unavailable(outgoing, 'It is starting; try again in a moment.')
    return
  }
  const passed = begin(incoming, origin)
  passed.on('response', answer => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders)
    answer.pipe(outgoing)
  })
  passed.on('error', () => unavailable(outgoing, `Nothing answers at ${origin}.`))
  incoming.pipe(passed)
}

function upgrade(
  { incoming, socket, head }: { incoming: IncomingMessage; socket: Duplex; head: Buffer },
  origin: string | undefined,
): void {
  if (origin === undefined) {
    socket.destroy()
    return
  }
  const passed = begin(incoming, origin)
  passed.on('upgrade', (answer, other, rest) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headerLines(answer.rawHeaders)}\r\n`)
    if (rest.length > 0) socket.write(rest)
    if (head.length > 0) other.write(head)
    other.pipe(socket).pipe(other)
    other.on('error', () => socket.destroy())
    socket.on('error', () => other.destroy())
  })
  passed.on('response', () => socket.destroy())
  passed.on('error', () => socket.destroy())
  passed.end()
}

function begin(incoming: IncomingMessage, origin: string): ClientRequest {
  return request(new URL(incoming.url ?? '/', origin), {
    method: incoming.method,
    headers: { ...incoming.headers, host: new URL(origin).host },
  })
}

function unavailable(outgoing: ServerResponse, text: string): void {
  if (!outgoing.headersSent)
    outgoing.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' })
  outgoing.end(text)
}

function headerLines(raw: readonly string[]): string {
  let lines = ''
  for (let at = 0; at < raw.length; at += 2) lines += `${raw[at]}: ${raw[at + 1]}\r\n`
  return lines
}
