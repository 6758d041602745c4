import { pipeline, type Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Exchange } from '../request/exchange.ts'
import { chooseEncoding, compress, type Encoding, leastBytes } from './compress.ts'
import { encodedTag, matchesTag } from './etag.ts'

/** What goes back to the client. Headers are flat pairs: what `writeHead` takes without another look. */
export interface HttpAnswer {
  readonly status: number
  /** Absent for 204 and 304. */
  readonly body?: string | Buffer
  readonly headers: readonly string[]
  /** In the place of a body, where it is too large to hold. Without a size it is sent in chunks. */
  readonly stream?: { readonly size?: number; readonly open: () => Readable }
  /** Sent as `etag`; 304 when the client has it already. */
  readonly tag?: string | undefined
  /** False for bodies that hold secrets, or that are compressed already. Default true. */
  readonly squeeze?: boolean
}

/** Notes that an answer was sent: the log line and the metrics of one request. */
export type Note = (exchange: Exchange, status: number) => void

/** Of which request an answer is, and who is told. */
export interface Sending {
  readonly exchange: Exchange
  readonly note: Note
}

/**
 * Sends an answer past Fastify's own reply: its headers are joined once, in the form that Node takes as it is. Done
 * when it returns, but for bodies of 1 kB and more that the client wants compressed.
 */
export function sendAnswer(reply: FastifyReply, answer: HttpAnswer, sending: Sending): void | Promise<void> {
  const { method, headers } = sending.exchange
  const isRead = method === 'GET' || method === 'HEAD'
  if (isRead && answer.tag !== undefined && matchesTag(headers['if-none-match'], answer.tag)) {
    return write(reply, { status: 304, headers: answer.headers, tag: answer.tag }, sending)
  }
  const large = answer.body !== undefined && answer.body.length >= leastBytes && answer.squeeze !== false
  const encoding = large ? chooseEncoding(headers['accept-encoding'] as string | undefined) : undefined
  return encoding === undefined ? write(reply, answer, sending) : writeSmaller(reply, answer, { ...sending, encoding })
}

async function writeSmaller(
  reply: FastifyReply,
  answer: HttpAnswer,
  sending: Sending & { encoding: Encoding },
): Promise<void> {
  const { encoding } = sending
  const body = await compress(answer.body as string | Buffer, encoding)
  const tag = answer.tag === undefined ? undefined : encodedTag(answer.tag, encoding)
  write(reply, { ...answer, body, tag, headers: [...answer.headers, 'content-encoding', encoding] }, sending)
}

function write(reply: FastifyReply, answer: HttpAnswer, { exchange, note }: Sending): void {
  if (reply.sent) return
  const { status, body, headers, tag, stream } = answer
  const lines = ['x-request-id', exchange.requestId, ...headers, ...exchange.added]
  // draft-ietf-httpapi-ratelimit-headers-10; Retry-After comes with the error.
  if (exchange.limitState !== '') lines.push('ratelimit-policy', exchange.limitPolicy, 'ratelimit', exchange.limitState)
  if (tag !== undefined) lines.push('etag', tag)
  if (body !== undefined) lines.push('content-length', String(Buffer.byteLength(body)))
  if (stream?.size !== undefined) lines.push('content-length', String(stream.size))
  // A header that Node refuses throws here, while the reply can still become an error.
  reply.raw.writeHead(status, lines)
  reply.hijack()
  if (stream === undefined || exchange.method === 'HEAD') reply.raw.end(body)
  else pipeline(stream.open(), reply.raw, () => undefined)
  note(exchange, status)
}
