import type { Database, Scope, Statement } from '../../data/index.ts'
import { authErrors } from '../errors.ts'
import type { Secrets } from '../secrets.ts'
import { isRecoveryCode, makeRecoveryCodes, recoveryHash } from './recovery.ts'

/** What an authenticator is set up with. */
export interface Enrolment {
  /** Base32, to type in. */
  readonly secret: string
  /** `otpauth://…`, to show as a QR code. */
  readonly uri: string
}

export interface TotpParts {
  readonly database: Database
  readonly secrets: Secrets
  /** The backend's name, as authenticators show it. */
  readonly issuer: string
  readonly clock: () => number
}

const nowhere: Scope = Object.freeze({ tenant: null })
/** Seconds that one code lasts, RFC 6238 section 4.1. */
const period = 30
/** Steps before and after the present one that are taken too, for clocks that are off: RFC 6238 section 5.2. */
const window = 1

const beginStatement: Statement = {
  name: 'auth_totp_begin',
  text: `insert into plinth.second_factors (user_id, sealed) values ($1, decode($2, 'base64'))
    on conflict (user_id) do update set sealed = excluded.sealed, created_at = now()
    where second_factors.confirmed_at is null returning user_id`,
}
const readStatement: Statement = {
  name: 'auth_totp_read',
  text: `select encode(sealed, 'base64') as sealed, confirmed_at is not null as confirmed
    from plinth.second_factors where user_id = $1`,
}
// Of one code at once on several instances, one moves the step on.
const useStatement: Statement = {
  name: 'auth_totp_use',
  text: 'update plinth.second_factors set last_step = $2 where user_id = $1 and last_step < $2 returning user_id',
}
const confirmStatement: Statement = {
  name: 'auth_totp_confirm',
  text: `update plinth.second_factors set confirmed_at = now(), recovery = $2
    where user_id = $1 and confirmed_at is null returning user_id`,
}
const recoverStatement: Statement = {
  name: 'auth_totp_recover',
  text: `update plinth.second_factors set recovery = array_remove(recovery, $2)
    where user_id = $1 and $2 = any (recovery) and confirmed_at is not null returning user_id`,
}
const removeStatement: Statement = {
  name: 'auth_totp_remove',
  text: 'delete from plinth.second_factors where user_id = $1',
}

/** Codes of an authenticator app, as a second factor: RFC 6238 with SHA-1, six digits and 30 s, which all apps know. */
export class Totp {
  readonly #parts: TotpParts

  constructor(parts: TotpParts) {
    this.#parts = parts
  }

  /** Makes a secret, which counts from `confirm` on. AUTH_TOTP_ON when there is one already. */
  async begin(user: string, label: string): Promise<Enrolment> {
    const { TOTP, Secret } = await import('otpauth')
    const { database, secrets, issuer } = this.#parts
    const secret = new Secret({ size: 20 })
    const sealed = secrets.seal(Buffer.from(secret.bytes), aboutOf(user)).toString('base64')
    const begun = await database.write(beginStatement, [user, sealed], nowhere)
    if (begun.length === 0) throw authErrors.AUTH_TOTP_ON()
    return { secret: secret.base32, uri: new TOTP({ issuer, label, secret, period }).toString() }
  }

  /** Turns it on, with a code that proves the authenticator, and gives the recovery codes, this once. AUTH_CODE_WRONG. */
  async confirm(user: string, code: string): Promise<string[]> {
    const codes = makeRecoveryCodes()
    if (!(await this.#isRight(user, code))) throw authErrors.AUTH_CODE_WRONG()
    const hashes = codes.map(each => recoveryHash(user, each))
    const confirmed = await this.#parts.database.write(confirmStatement, [user, hashes], nowhere)
    if (confirmed.length === 0) throw authErrors.AUTH_TOTP_ON()
    return codes
  }

  /** True where a login of this user needs a code. */
  async isOn(user: string): Promise<boolean> {
    const [row] = await this.#parts.database.write<{ confirmed: boolean }>(readStatement, [user], nowhere)
    return row?.confirmed === true
  }

  /** True for a code of the authenticator that was not used before, or for a recovery code, which then is used up. */
  async verify(user: string, code: string): Promise<boolean> {
    if (!isRecoveryCode(code)) return this.#isRight(user, code)
    const used = await this.#parts.database.write(recoverStatement, [user, recoveryHash(user, code)], nowhere)
    return used.length === 1
  }

  /** Turns it off. */
  async remove(user: string): Promise<void> {
    await this.#parts.database.write(removeStatement, [user], nowhere)
  }

  async #isRight(user: string, code: string): Promise<boolean> {
    const token = code.replace(/\s/g, '')
    if (!/^\d{6}$/.test(token)) return false
    const { database, secrets, clock } = this.#parts
    const [row] = await database.write<{ sealed: string }>(readStatement, [user], nowhere)
    const bytes = row && secrets.open(Buffer.from(row.sealed, 'base64'), aboutOf(user))
    if (bytes === undefined) return false
    const { TOTP, Secret } = await import('otpauth')
    const secret = new Secret({ buffer: new Uint8Array(bytes).buffer })
    const off = new TOTP({ secret, period }).validate({ token, window, timestamp: clock() })
    if (off === null) return false
    const step = Math.floor(clock() / 1000 / period) + off
    const used = await database.write(useStatement, [user, step], nowhere)
    return used.length === 1
  }
}

const aboutOf = (user: string): string => `totp ${user}`
