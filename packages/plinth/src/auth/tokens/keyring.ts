import type { webcrypto } from 'node:crypto'
import type { JWK } from 'jose'
import { calculateJwkThumbprint } from 'jose/jwk/thumbprint'
import type { Database, Scope, Statement } from '../../data/index.ts'
import { authErrors } from '../errors.ts'
import type { Algorithm } from '../options.ts'
import type { Secrets } from '../secrets.ts'

/** The key that signs. `kid` is left out where there is only one. */
export interface SigningKey {
  readonly kid?: string
  readonly key: webcrypto.CryptoKey
}

/** Keys of access tokens: the one that signs, and all whose tokens may still be valid. */
export interface Keyring {
  readonly algorithm: Algorithm
  signing(): Promise<SigningKey>
  /** The key of a token's header; AUTH_TOKEN_INVALID where there is none. Nothing else of a header is ever looked at. */
  verifying(kid: string | undefined): Promise<webcrypto.CryptoKey>
  /** What others verify with: a JWK Set, RFC 7517 section 5. Empty for HS256. */
  published(): Promise<{ readonly keys: readonly JWK[] }>
  /** Makes a new signing key at once, and says its id. Undefined for HS256. */
  rotate(): Promise<string | undefined>
}

/** The one key of HS256: the secret itself. */
export function sharedKeyring(secret: string): Keyring {
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = crypto.subtle.importKey('raw', Buffer.from(secret), hmac, false, ['sign', 'verify'])
  return {
    algorithm: 'HS256',
    signing: async () => ({ key: await key }),
    verifying: () => key,
    published: async () => ({ keys: [] }),
    rotate: async () => undefined,
  }
}

export interface KeyringParts {
  readonly database: Database
  readonly secrets: Secrets
  readonly algorithm: Exclude<Algorithm, 'HS256'>
  /** Seconds after which the signing key gets a successor. */
  readonly rotate: number
  /** Seconds that an access token lives: so long is a key kept after its last signature. */
  readonly access: number
  readonly clock: () => number
}

interface Row {
  readonly kid: string
  readonly algorithm: string
  readonly jwk: string
  readonly sealed: string
  readonly created: number
}

interface Known {
  readonly jwk: JWK
  readonly algorithm: string
  readonly key: webcrypto.CryptoKey
}

const nowhere: Scope = Object.freeze({ tenant: null })
const listStatement: Statement = {
  name: 'auth_keys',
  text: `select kid, algorithm, public_jwk::text as jwk, encode(sealed, 'base64') as sealed,
    extract(epoch from created_at)::float8 * 1000 as created from plinth.signing_keys order by created_at desc, kid`,
}
const lockStatement: Statement = { text: `select pg_advisory_xact_lock(hashtext('plinth.signing_keys'))` }
const insertStatement: Statement = {
  text: `insert into plinth.signing_keys (kid, algorithm, public_jwk, sealed, created_at)
    values ($1, $2, $3, decode($4, 'base64'), to_timestamp($5::float8 / 1000))`,
}
const forgetStatement: Statement = {
  text: 'delete from plinth.signing_keys where created_at < to_timestamp($1::float8 / 1000)',
}

/** Milliseconds between two looks for a key that is not known. */
const LOOK = 1000

const kinds = {
  EdDSA: { generate: { name: 'Ed25519' }, import: { name: 'Ed25519' } },
  RS256: {
    generate: {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    import: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  },
} as const

/** Keys in the database, for every instance: private ones sealed under `AUTH_SECRET`, public ones as they are. */
export class StoredKeyring implements Keyring {
  readonly #parts: KeyringParts
  readonly #known = new Map<string, Known>()
  #current: (SigningKey & { readonly created: number }) | undefined
  #looked = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | undefined
  #making: Promise<void> | undefined

  constructor(parts: KeyringParts) {
    this.#parts = parts
  }

  get algorithm(): Algorithm {
    return this.#parts.algorithm
  }

  async signing(): Promise<SigningKey> {
    if (!this.#isFresh()) await this.#load()
    if (!this.#isFresh()) {
      this.#making ??= this.#make(false).finally(() => {
        this.#making = undefined
      })
      await this.#making
    }
    return this.#current as SigningKey
  }

  async verifying(kid: string | undefined): Promise<webcrypto.CryptoKey> {
    if (kid === undefined) throw authErrors.AUTH_TOKEN_INVALID()
    if (!this.#known.has(kid)) await this.#look()
    const known = this.#known.get(kid)
    if (known === undefined || known.algorithm !== this.algorithm) throw authErrors.AUTH_TOKEN_INVALID()
    return known.key
  }

  async published(): Promise<{ readonly keys: readonly JWK[] }> {
    await this.signing()
    await this.#look()
    return { keys: [...this.#known.values()].map(({ jwk }) => jwk) }
  }

  async rotate(): Promise<string | undefined> {
    await this.#make(true)
    return this.#current?.kid
  }

  #isFresh(): boolean {
    return this.#current !== undefined && this.#current.created + this.#parts.rotate * 1000 > this.#parts.clock()
  }

  /** Looks at most once a second. Whoever comes while somebody looks waits for what is found. */
  async #look(): Promise<void> {
    if (this.#looking === undefined && this.#parts.clock() - this.#looked < LOOK) return
    this.#looking ??= this.#load().finally(() => {
      this.#looking = undefined
    })
    await this.#looking
  }

  async #load(): Promise<void> {
    const { database, secrets, clock, algorithm } = this.#parts
    this.#looked = clock()
    const rows = await database.write<Row>(listStatement, [], nowhere)
    const known = new Map<string, Known>()
    for (const { kid, jwk: text, algorithm } of rows) {
      const jwk = JSON.parse(text) as JWK
      known.set(kid, this.#known.get(kid) ?? { jwk, algorithm, key: await imported(jwk, algorithm, 'verify') })
    }
    this.#known.clear()
    for (const [kid, key] of known) this.#known.set(kid, key)
    for (const row of rows) {
      if (row.kid === this.#current?.kid) return
      // Sealed under another AUTH_SECRET: it still verifies, and another key signs.
      const plain = row.algorithm === algorithm ? secrets.open(Buffer.from(row.sealed, 'base64'), row.kid) : undefined
      if (plain === undefined) continue
      const key = await imported(JSON.parse(plain.toString()) as JWK, algorithm, 'sign')
      this.#current = { kid: row.kid, key, created: row.created }
      return
    }
  }

  /** One instance makes a key, the others wait and read it. */
  async #make(always: boolean): Promise<void> {
    const { database, secrets, algorithm, clock, access, rotate } = this.#parts
    await database.transaction(nowhere, async () => {
      await database.write(lockStatement, [], nowhere)
      await this.#load()
      if (!always && this.#isFresh()) return
      const pair = (await crypto.subtle.generateKey(kinds[algorithm].generate, true, [
        'sign',
        'verify',
      ])) as webcrypto.CryptoKeyPair
      const secret = await crypto.subtle.exportKey('jwk', pair.privateKey)
      const bare = await crypto.subtle.exportKey('jwk', pair.publicKey)
      const kid = await calculateJwkThumbprint(bare as JWK)
      const { key_ops: _ops, ext: _ext, ...shown } = bare
      const jwk = { ...shown, kid, use: 'sig', alg: algorithm }
      const sealed = secrets.seal(Buffer.from(JSON.stringify(secret)), kid).toString('base64')
      await database.write(insertStatement, [kid, algorithm, jwk, sealed, clock()], nowhere)
      // A key signs until its successor is there, which every instance knows within `rotate` at the latest.
      await database.write(forgetStatement, [clock() - (2 * rotate + access) * 1000], nowhere)
    })
    // After the commit: a key that nobody else can read must sign nothing.
    await this.#load()
  }
}

function imported(jwk: JWK, algorithm: string, use: 'sign' | 'verify'): Promise<webcrypto.CryptoKey> {
  const { key_ops: _ops, alg: _alg, use: _use, ...bare } = jwk
  return crypto.subtle.importKey('jwk', bare, kinds[algorithm as keyof typeof kinds].import, false, [use])
}
