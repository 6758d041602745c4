import { Buffer } from 'node:buffer'

/** Names of the statements that `prepareClient` makes ready on every connection before its first use. */
export const scopeStatement = 'plinth_scope'
export const beginStatement = 'plinth_begin'
export const scopeText = "select set_config('app.tenant_id', $1, true)"

// Frontend messages as in the PostgreSQL manual, "Message Formats": a letter, the length without it, the content.
// All here use the unnamed portal, values as text and answers as text.

const execute = message('E', Buffer.from([0, 0, 0, 0, 0]))
const describe = message('D', Buffer.from('P\0'))
const sync = message('S', Buffer.alloc(0))

/** Closes a query: describe the portal, run it, and end the implicit transaction. */
export const describeExecuteSync = Buffer.concat([describe, execute, sync])

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

/** Parses a named statement; the types of its parameters are left to the server. */
export function parse(name: string, text: string): Buffer {
  return message('P', Buffer.concat([Buffer.from(`${name}\0${text}\0`), Buffer.from([0, 0])]))
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
