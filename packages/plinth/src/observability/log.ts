import { createHash } from 'node:crypto'
import { type DestinationStream, type Logger, pino } from 'pino'
import { isSecretName, maskText } from './redact.ts'

type Details = Readonly<Record<string, unknown>>

/**
 * One line a call, JSON when piped, pretty in a terminal. Levels: error (needs attention), warn (unexpected,
 * handled), info (business events), debug (development), trace (never in production). Secrets and personal data
 * are masked by name and by shape before a line is written.
 */
export interface Log {
  error(details: Details, message: string): void
  warn(details: Details, message: string): void
  info(details: Details, message: string): void
  debug(details: Details, message: string): void
  trace(details: Details, message: string): void
  /** A log that adds these details to every line. */
  with(details: Details): Log
}

export interface LogOptions {
  readonly level: string
  /** Lines for people instead of JSON. Default: when stdout is a terminal. */
  readonly pretty?: boolean
  /** Where lines go. Default stdout. */
  readonly to?: DestinationStream
}

/** Opens the log of a process. Writing is synchronous: no line is lost when the process dies. */
export async function openLog(options: LogOptions): Promise<Log> {
  const to = options.to ?? (options.pretty === true ? await prettyStream() : pino.destination({ dest: 1, sync: true }))
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      hooks: { logMethod: masked },
    },
    to,
  )
  return wrap(logger)
}

/** Writes nothing. The default wherever a log can be handed in. */
export const silentLog: Log = Object.freeze({
  error() {},
  warn() {},
  info() {},
  debug() {},
  trace() {},
  with: () => silentLog,
})

/** A stable stand-in for a user's id in logs: 12 hex digits of SHA-256. The same person is the same token, and no more. */
export function hashedId(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 12)
}

function wrap(logger: Logger): Log {
  return Object.freeze({
    error: (details: Details, message: string) => logger.error(details, message),
    warn: (details: Details, message: string) => logger.warn(details, message),
    info: (details: Details, message: string) => logger.info(details, message),
    debug: (details: Details, message: string) => logger.debug(details, message),
    trace: (details: Details, message: string) => logger.trace(details, message),
    with: (details: Details) => wrap(logger.child(cleaned(details, 0) as Details)),
  })
}

function masked(this: unknown, args: unknown[], method: (...args: unknown[]) => void): void {
  const [details, message] = args
  method.apply(this, [cleaned(details, 0), typeof message === 'string' ? maskText(message) : message])
}

/** Deeper than this, and longer than this, is left out: a log line is no place for a document. */
const DEPTH = 6
const ITEMS = 50

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= DEPTH) return '[deeper]'
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Error) return errorDetails(value, depth)
  if (Array.isArray(value)) return value.slice(0, ITEMS).map(item => cleaned(item, depth + 1))
  const entries = Object.entries(value).slice(0, ITEMS)
  return Object.fromEntries(
    entries.map(([key, item]) => [key, isSecretName(key) ? '[masked]' : cleaned(item, depth + 1)]),
  )
}

function errorDetails(error: Error, depth: number): unknown {
  const { name, message, stack, cause } = error
  const code = (error as { code?: unknown }).code
  return cleaned({ name, code, message, stack, ...(cause === undefined ? {} : { cause }) }, depth + 1)
}

async function prettyStream(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty')
  return pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname', singleLine: true, sync: true })
}
