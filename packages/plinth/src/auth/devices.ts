import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Cookie } from '../operations/index.ts'
import type { Secrets } from './secrets.ts'

/** Name of the cookie that tells a device which signed in before; it signs nobody in (OWASP, device cookies). */
export const deviceCookie = '__Host-device'

/** Seconds; browsers keep no cookie longer than 400 days (RFC 6265bis, section 5.5). */
const lifetime = 400 * 86_400

/** Devices that people signed in on. Nothing is kept: the cookie carries the proof, bound to its user. */
export class Devices {
  readonly #secrets: Secrets

  constructor(secrets: Secrets) {
    this.#secrets = secrets
  }

  /** The cookie value of a device on which this user signs in: the one that it has, where it is theirs, else a new one. */
  of(user: string, present: string | undefined): string {
    if (present !== undefined && this.knows(user, present)) return present
    const id = randomBytes(16)
    return Buffer.concat([id, this.#mac(id, user)]).toString('base64url')
  }

  /** True for a device on which this user signed in before. */
  knows(user: string, present: string | undefined): boolean {
    if (present === undefined || !/^[\w-]{64}$/.test(present)) return false
    const bytes = Buffer.from(present, 'base64url')
    return timingSafeEqual(this.#mac(bytes.subarray(0, 16), user), bytes.subarray(16))
  }

  cookie(value: string): Cookie {
    return { name: deviceCookie, value, maxAge: lifetime }
  }

  #mac(id: Buffer, user: string): Buffer {
    return this.#secrets.mac('device', id, user)
  }
}
