import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Dialect } from '../dialect/index.ts'
import { httpErrors } from '../errors/index.ts'
import { doorErrors } from './errors.ts'

/** Answers what never became a request: malformed HTTP, headers over 16 kB, a client too slow. Then the connection ends. */
export function clientErrorHandler(dialect: Dialect): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy()
    const facts = { requestId: randomUUID(), path: '', problemJson: false }
    const { status, contentType, body } = dialect.renderError(errorOf(error.code), facts)
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `content-type: ${contentType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${facts.requestId}`,
      'x-content-type-options: nosniff',
      'connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
  }
}

function errorOf(code: string | undefined) {
  if (code === 'HPE_HEADER_OVERFLOW') return doorErrors.HEADERS_TOO_LARGE()
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? doorErrors.REQUEST_TIMEOUT() : httpErrors.BAD_REQUEST()
}
