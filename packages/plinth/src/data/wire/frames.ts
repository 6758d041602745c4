import { Buffer } from 'node:buffer'
import type { WireValue } from './values.ts'

/** Names of the statements that `prepareClient` makes ready on every connection before its first use. */
export const scopeStatement = 'plinth_scope'
export const beginStatement = 'plinth_begin'
export const byStatement = 'plinth_by'
export const byText = "select set_config('app.by', $1, true)"
export const scopeText = "select set_config('app.tenant_id', $1, true)"

// Frontend messages as in the PostgreSQL manual, "Message Formats": a letter, the length without it, the content.
// All here use the unnamed portal, values as text and answers as text.

const execute = message('E', Buffer.from([0, 0, 0, 0, 0]))
const describe = message('D', Buffer.from('P\0'))
const sync = message('S', Buffer.alloc(0))

/** Closes a query: describe the portal, run it, and end the implicit transaction. */
export const describeExecuteSync = Buffer.concat([describe, execute, sync])

/** The same for who knows the columns: the server looks up 3 µs of names less, and we read none. */
export const executeSync = Buffer.concat([execute, sync])

/** Opens a transaction in the same round trip as what follows. */
export const beginExecute = Buffer.concat([bind(beginStatement, []), execute])

export const syncOnly = sync

// Serializing the scope anew for each query costs about as much as the query's own Bind: keep the busiest tenants'.
const scopes = new Map<string, Buffer>()
const scopesKept = 1000

/** Sets the tenant for the rest of the transaction. The empty string means no tenant. */
export function scopeExecute(tenant: string): Buffer {
  const known = scopes.get(tenant)
  if (known !== undefined) return known
  const made = Buffer.concat([bind(scopeStatement, [tenant]), execute])
  if (scopes.size >= scopesKept) scopes.clear()
  scopes.set(tenant, made)
  return made
}

/** Says who asks, for the rest of the transaction. */
export function byExecute(by: string): Buffer {
  return Buffer.concat([bind(byStatement, [by]), execute])
}

/** Parses a named statement; the types of its parameters are left to the server. */
export function parse(name: string, text: string): Buffer {
  return message('P', Buffer.concat([Buffer.from(`${name}\0${text}\0`), Buffer.from([0, 0])]))
}

/** A statement with its values, and what stands before and behind it, as one piece: one write instead of four. */
export interface BoundFrame {
  readonly lead: Buffer
  readonly statement: string
  readonly values: readonly WireValue[]
  readonly tail: Buffer
}

/** Bind to the unnamed portal. Texts go as texts, bytes in binary; answers come as texts. */
export function boundFrame({ lead, statement, values, tail }: BoundFrame): Buffer {
  const lengths = values.map(lengthOf)
  const formats = values.some(value => value !== null && typeof value !== 'string') ? values.length : 0
  const content = lengths.reduce((sum, length) => sum + 4 + Math.max(0, length), 0)
  const name = Buffer.byteLength(statement)
  const size = 4 + 1 + name + 1 + 2 + formats * 2 + 2 + content + 2
  const frame = Buffer.allocUnsafe(lead.length + 1 + size + tail.length)
  let at = lead.copy(frame)
  at = frame.writeUInt8(bindLetter, at)
  at = frame.writeInt32BE(size, at)
  at = frame.writeUInt8(0, at)
  at += frame.write(statement, at)
  at = frame.writeUInt8(0, at)
  at = frame.writeInt16BE(formats, at)
  for (let of = 0; of < formats; of++) at = frame.writeInt16BE(typeof values[of] === 'string' ? 0 : 1, at)
  at = frame.writeInt16BE(values.length, at)
  for (const [of, value] of values.entries()) {
    at = frame.writeInt32BE(lengths[of] as number, at)
    if (typeof value === 'string') at += frame.write(value, at)
    else if (value !== null) at += writeBytes(frame, value, at)
  }
  at = frame.writeInt16BE(0, at)
  tail.copy(frame, at)
  return frame
}

const bindLetter = 0x42

/** -1 stands for null. */
function lengthOf(value: WireValue): number {
  if (value === null) return -1
  return typeof value === 'string' ? Buffer.byteLength(value) : value.byteLength
}

function writeBytes(frame: Buffer, bytes: Uint8Array, at: number): number {
  frame.set(bytes, at)
  return bytes.byteLength
}

function bind(statement: string, values: readonly string[]): Buffer {
  const parts = [Buffer.from(`\0${statement}\0`), Buffer.from([0, 0, 0, values.length])]
  for (const value of values) {
    const bytes = Buffer.from(value)
    const length = Buffer.alloc(4)
    length.writeInt32BE(bytes.length)
    parts.push(length, bytes)
  }
  parts.push(Buffer.from([0, 0]))
  return message('B', Buffer.concat(parts))
}

function message(letter: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(letter)
  head.writeInt32BE(content.length + 4, 1)
  return Buffer.concat([head, content])
}
