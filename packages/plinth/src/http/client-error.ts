import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Dialect } from '../dialect/index.ts'
import { httpErrors } from '../errors/index.ts'
import { doorErrors } from './errors.ts'
import { apiHeaders } from './response/headers.ts'

interface ClientError extends Error {
  readonly code?: string
  /** A Buffer, whatever Fastify's types say. */
  readonly rawPacket?: unknown
}

/**
 * Answers what never became a request: malformed HTTP, a method that nobody knows, headers over 16 kB, a client too
 * slow. Then the connection ends, so that nothing that follows in it is taken for a request.
 */
export function clientErrorHandler(dialect: Dialect): (error: ClientError, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy()
    const facts = { requestId: randomUUID(), path: '', problemJson: false }
    const refusal = errorOf(error)
    const { status, contentType, body } = dialect.renderError(refusal, facts)
    const headers = [
      ...apiHeaders,
      'content-type',
      contentType,
      'content-length',
      String(Buffer.byteLength(body)),
      'cache-control',
      'no-store',
      'x-request-id',
      facts.requestId,
      'connection',
      'close',
      ...Object.entries(refusal.headers ?? {}).flat(),
    ]
    const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`]
    for (let at = 0; at < headers.length; at += 2) lines.push(`${headers[at]}: ${headers[at + 1]}`)
    socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
  }
}

/** A request line that is sound but for its method, such as TRACK. Node's parser stops at the method. */
const soundLine = /^[A-Z]{1,20} \S{1,8192} HTTP\/1\.[01]\r\n/

function errorOf({ code, rawPacket }: ClientError) {
  if (code === 'HPE_HEADER_OVERFLOW') return doorErrors.HEADERS_TOO_LARGE()
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return doorErrors.REQUEST_TIMEOUT()
  const packet = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1', 0, 8300) : ''
  if (code === 'HPE_INVALID_METHOD' && soundLine.test(packet)) {
    const allowed = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
    return httpErrors.METHOD_NOT_ALLOWED({ allowed }, { headers: { allow: allowed.join(', ') } })
  }
  return httpErrors.BAD_REQUEST()
}
