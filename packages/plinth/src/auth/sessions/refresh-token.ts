import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../secrets.ts'

// A refresh token, opaque to clients: base64url of
//   session id 16 | generation 4 | secret 32 | mac 16 bytes.
// The mac says that we made it: a guess never reaches the database, and a token of an older generation is known for
// one of ours although only the hash of the current one is kept. The successor's secret is derived from the
// parent's hash under a key of the server's: it can be given again to whoever presents the parent, it can be given to a
// session whose token is not at hand, and is stored nowhere.

/** One refresh token. */
export interface RefreshToken {
  /** The session it belongs to. */
  readonly session: string
  /** 0 for the first of its session. */
  readonly generation: number
  readonly secret: Buffer
}

/** What the database keeps of a token. */
export interface HashedToken {
  readonly session: string
  readonly generation: number
  readonly hash: Buffer
}

const size = { session: 16, head: 20, body: 52, all: 68 } as const
/** 68 bytes as base64url. */
const form = /^[\w-]{91}$/

/** Makes and reads the refresh tokens of one backend. */
export class RefreshTokens {
  readonly #secrets: Secrets

  constructor(secrets: Secrets) {
    this.#secrets = secrets
  }

  /** The first token of a session: 32 random bytes. */
  first(session: string): RefreshToken {
    return { session, generation: 0, secret: randomBytes(32) }
  }

  /** The one successor of a token: the same for everybody who presents it. */
  next(token: RefreshToken): RefreshToken {
    return this.after({ ...token, hash: digestOf(token.secret) })
  }

  /** The same successor, of a token that is known by its hash alone. */
  after({ session, generation, hash }: HashedToken): RefreshToken {
    const secret = this.#secrets.mac('refresh-next', headOf({ session, generation }), hash)
    return { session, generation: generation + 1, secret }
  }

  /** The text that the client gets. */
  write(token: RefreshToken): string {
    const body = Buffer.concat([headOf(token), token.secret])
    return Buffer.concat([body, this.#mac(body)]).toString('base64url')
  }

  /** The token of a text, undefined for what we never made. */
  read(text: string): RefreshToken | undefined {
    if (!form.test(text)) return undefined
    const bytes = Buffer.from(text, 'base64url')
    if (bytes.length !== size.all || bytes.toString('base64url') !== text) return undefined
    const body = bytes.subarray(0, size.body)
    if (!timingSafeEqual(this.#mac(body), bytes.subarray(size.body))) return undefined
    return {
      session: uuidOf(bytes.subarray(0, size.session)),
      generation: bytes.readUInt32BE(size.session),
      secret: bytes.subarray(size.head, size.body),
    }
  }

  #mac(body: Buffer): Buffer {
    return this.#secrets.mac('refresh-mac', body).subarray(0, 16)
  }
}

/** What is kept of a token, as PostgreSQL reads `bytea`. 32 random bytes need no slow hash. */
export function hashOf({ secret }: RefreshToken): string {
  return `\\x${digestOf(secret).toString('hex')}`
}

function digestOf(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest()
}

function headOf({ session, generation }: Pick<RefreshToken, 'session' | 'generation'>): Buffer {
  const head = Buffer.alloc(size.head)
  head.write(session.replaceAll('-', ''), 'hex')
  head.writeUInt32BE(generation, size.session)
  return head
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
