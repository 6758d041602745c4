import { randomBytes } from 'node:crypto'

/** Position of a request in a distributed trace. W3C Trace Context, section 3.2. */
export interface Trace {
  readonly traceId: string
  readonly spanId: string
  readonly sampled: boolean
}

const format = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

/** Reads a `traceparent` header; undefined where it is absent, malformed or all zero (the standard says to start anew). */
export function readTraceparent(header: string | undefined): Trace | undefined {
  const match = header === undefined ? null : format.exec(header)
  if (match === null) return undefined
  const [, traceId = '', spanId = '', flags = ''] = match
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

/** The trace of this process's own work: the caller's trace id with a span of ours, or a new trace. */
export function childTrace(parent: Trace | undefined): Trace {
  const spanId = randomBytes(8).toString('hex')
  return parent === undefined
    ? { traceId: randomBytes(16).toString('hex'), spanId, sampled: false }
    : { ...parent, spanId }
}

/** The header to send on. */
export function writeTraceparent(trace: Trace): string {
  return `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? '01' : '00'}`
}
