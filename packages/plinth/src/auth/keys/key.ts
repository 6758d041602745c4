import { createHash, randomBytes } from 'node:crypto'

/** The text of an API key, in its parts. */
export interface KeyText {
  /** Names the key, and is shown. */
  readonly prefix: string
  readonly text: string
}

// plk, 8 characters that name it, 43 that nobody else knows. A fixed beginning lets scanners of repositories find it.
const form = /^plk_([a-z0-9]{8})_[\w-]{43}$/
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** True for what can only be meant as an API key. */
export const isKeyText = (token: string): boolean => token.startsWith('plk_')

/** A new key: 32 random bytes behind its name. */
export function makeKey(): KeyText {
  const prefix = Array.from(randomBytes(8), byte => letters[byte % letters.length]).join('')
  return { prefix, text: `plk_${prefix}_${randomBytes(32).toString('base64url')}` }
}

/** The key's prefix; undefined for what is no key. */
export function prefixOf(token: string): string | undefined {
  return form.exec(token)?.[1]
}

/** As PostgreSQL reads `bytea`. 32 random bytes need no slow hash. */
export function keyHash(token: string): string {
  return `\\x${createHash('sha256').update(token).digest('hex')}`
}
