import { httpErrors, PlinthError } from '../errors/index.ts'
import { doorErrors } from './errors.ts'
import type { ServerParts } from './parts.ts'
import type { Exchange } from './request/exchange.ts'
import type { HttpAnswer } from './response/answer.ts'
import { apiHeaders } from './response/headers.ts'

/** Bodies that are declared larger than this are not waited for: the connection is closed after the answer. */
const mostDrained = 10_485_760

/**
 * Makes the one answer to any throw. Coded errors keep code, message and details, but for those of status 500, which
 * are about the server itself: like everything unexpected they become INTERNAL, and the cause is logged, once.
 */
export function failureAnswer(thrown: unknown, exchange: Exchange, parts: ServerParts): HttpAnswer {
  const known = knownError(thrown, parts)
  const error = parts.hooks?.onError?.(known, exchange) ?? known
  logFailure(error, thrown, { exchange, parts })
  const problemJson = String(exchange.headers.accept ?? '').includes('application/problem+json')
  const facts = { requestId: exchange.requestId, path: exchange.path, problemJson }
  const { status, contentType, body } = parts.dialect.renderError(error, facts)
  const headers = [
    ...apiHeaders,
    'content-type',
    contentType,
    'cache-control',
    'no-store',
    'vary',
    'Origin',
    ...Object.entries(error.headers ?? {}).flat(),
  ]
  if (status === 413 && !(Number(exchange.headers['content-length']) <= mostDrained))
    headers.push('connection', 'close')
  return { status, headers, body, squeeze: false }
}

function knownError(thrown: unknown, { options }: ServerParts): PlinthError {
  if (thrown instanceof PlinthError) {
    return thrown.status === 500 && thrown.code !== 'INTERNAL'
      ? httpErrors.INTERNAL(undefined, { cause: thrown })
      : thrown
  }
  switch ((thrown as { code?: unknown } | null | undefined)?.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return httpErrors.BODY_TOO_LARGE({ limit: inWords(options.bodyLimit ?? 1_048_576) })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return httpErrors.UNSUPPORTED_MEDIA_TYPE()
    case 'FST_ERR_BAD_URL':
      return doorErrors.URL_MALFORMED()
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return doorErrors.URL_TOO_LONG({ limit: 500 })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'ECONNRESET':
      return httpErrors.BAD_REQUEST(undefined, { cause: thrown })
    default:
      return httpErrors.INTERNAL(undefined, { cause: thrown })
  }
}

interface Failing {
  readonly exchange: Exchange
  readonly parts: ServerParts
}

function logFailure(error: PlinthError, thrown: unknown, { exchange, parts }: Failing): void {
  if (error.status < 500 || error.status === 501) return
  const details = { requestId: exchange.requestId, route: exchange.route, code: error.code, err: error.cause ?? thrown }
  if (error.status === 503) parts.log.warn(details, error.message)
  else parts.log.error(details, 'the request failed')
}

function inWords(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MB` : `${Math.round(bytes / 1024)} kB`
}
