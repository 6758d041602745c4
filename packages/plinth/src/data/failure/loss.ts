// Class 08 is "connection exception"; 57P01 to 57P05 are shutdown, crash, start-up and idle limits; 25P03 and 25P04 end
// the session as well.
const sqlstates = /^(08|57P0[1-5]|25P0[34])/
const systemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'])
// pg's own words for it, which have no code.
const words = /Connection terminated|not queryable|timeout expired|Query read timeout|connection is closed/

/** Whether an error means that the connection is gone, and not that a statement was refused. */
export function isConnectionLoss(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string }
  if (typeof code === 'string') return sqlstates.test(code) || systemCodes.has(code)
  return words.test(message ?? '')
}
