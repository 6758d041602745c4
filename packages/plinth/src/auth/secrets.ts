import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What the one secret of a backend is good for. Each use has a key of its own, so none can be turned into another. */
const labels = ['refresh-next', 'refresh-mac', 'csrf', 'device', 'oidc', 'seal'] as const

type Label = (typeof labels)[number]

/** Keys derived from `AUTH_SECRET` by HKDF (RFC 5869). Another secret makes all of them others. */
export class Secrets {
  readonly #keys: ReadonlyMap<Label, Buffer>

  constructor(secret: string) {
    const derive = (label: Label): Buffer => Buffer.from(hkdfSync('sha256', secret, 'plinth', label, 32))
    this.#keys = new Map(labels.map(label => [label, derive(label)]))
  }

  /** HMAC-SHA-256 of `parts`, one after the other: 32 bytes. Parts must have fixed lengths, but for the last. */
  mac(label: Exclude<Label, 'seal'>, ...parts: readonly (Buffer | string)[]): Buffer {
    const hmac = createHmac('sha256', this.#key(label))
    for (const part of parts) hmac.update(part)
    return hmac.digest()
  }

  /** Encrypts what the database keeps and must be read again, with AES-256-GCM. `about` is bound to it, not hidden. */
  seal(plain: Buffer, about: string): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key('seal'), nonce).setAAD(Buffer.from(about))
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  }

  /** What was sealed, or undefined where it was changed, is about something else, or the secret is another by now. */
  open(sealed: Buffer, about: string): Buffer | undefined {
    if (sealed.length < 28) return undefined
    const decipher = createDecipheriv('aes-256-gcm', this.#key('seal'), sealed.subarray(0, 12))
    decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-16))
    try {
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
    } catch {
      return undefined
    }
  }

  #key(label: Label): Buffer {
    return this.#keys.get(label) as Buffer
  }
}
