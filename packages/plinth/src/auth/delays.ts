import type { Limits, Penalties } from '../limits/index.ts'
import type { Client } from '../operations/index.ts'
import type { Home } from './accounts/home.ts'
import { type Devices, deviceCookie } from './devices.ts'
import { authErrors } from './errors.ts'

export interface DelaysParts {
  /** Left out where nothing is counted: nothing is delayed then. */
  readonly limits: Pick<Limits, 'penalties'> | undefined
  readonly devices: Devices
  /** Where users have tenants, one tenant's failures are not another's. */
  readonly home?: Home
}

/** An attempt that may be made: say how it went. One that is never said counts as wrong. */
export interface Attempt {
  passed(): Promise<void>
  failed(): Promise<void>
}

/** Who tries: the account, or what was typed where there is none. */
export interface Trying {
  /** What was typed. */
  readonly login: string
  /** Null for nobody's login. */
  readonly user: string | null
  readonly client: Client | undefined
}

/**
 * Delays after wrong passwords: per account from the sixth on, doubling up to 15 minutes, and per address from the
 * 31st of an hour on. A device on which the account's owner signed in before is counted by itself, so that nobody can
 * lock the owner out by guessing (OWASP, device cookies).
 *
 * An account's attempts are counted before they are made, so many at once are no way around. An address counts what
 * failed alone, since an office signs in from one, and nothing takes that back: whoever has one account could else
 * guess at others for ever.
 */
export class Delays {
  readonly #devices: Devices
  readonly #account: Penalties | undefined
  readonly #address: Penalties | undefined
  readonly #mails: Penalties | undefined
  readonly #home: Home | undefined

  constructor({ limits, devices, home }: DelaysParts) {
    this.#home = home
    this.#devices = devices
    this.#account = limits?.penalties('login-account')
    this.#address = limits?.penalties('login-address', { free: 30, remembered: 3600 })
    this.#mails = limits?.penalties('login-mails', { free: 3, first: 60, longest: 3600 })
  }

  /** Takes one attempt of a login, before the password is checked. AUTH_DELAYED with Retry-After. */
  async login({ login, user, client }: Trying): Promise<Attempt> {
    const device = client?.cookie(deviceCookie)
    if (user !== null && this.#devices.knows(user, device)) return this.#take(`device ${device}`)
    if (client !== undefined) refuse(await this.#address?.wait(client.network))
    const attempt = await this.#take(this.#loginKey(login, user))
    const failed = async (): Promise<void> => {
      if (client !== undefined) await this.#address?.attempt(client.network)
    }
    return { passed: attempt.passed, failed }
  }

  /** As `login`, for the second factor: a right password takes nothing back. */
  async second(user: string, client: Client | undefined): Promise<Attempt> {
    const device = client?.cookie(deviceCookie)
    return this.#take(this.#devices.knows(user, device) ? `second device ${device}` : `second ${user}`)
  }

  /** Takes one attempt of somebody who is signed in and gives the password once more. */
  confirm(user: string): Promise<Attempt> {
    return this.#take(`confirm ${user}`)
  }

  /** Whoever reads the owner's mail is the owner: what others tried is forgotten. */
  async forget(login: string, user: string): Promise<void> {
    await Promise.all([this.#loginKey(login, user), `confirm ${user}`].map(key => this.#account?.clear(key)))
  }

  /** True where one more mail may go to an address that a stranger named: three, then one a minute and ever fewer. */
  async mayMail(to: string): Promise<boolean> {
    return ((await this.#mails?.attempt(this.#own(to.toLowerCase()))) ?? 0) === 0
  }

  /** One account has many ways to be typed, where case is ignored. */
  #loginKey(login: string, user: string | null): string {
    return user === null ? this.#own(`login ${login.toLowerCase()}`) : `user ${user}`
  }

  #own(key: string): string {
    return this.#home?.perTenant === true ? `${this.#home.tenant()} ${key}` : key
  }

  async #take(key: string): Promise<Attempt> {
    refuse(await this.#account?.attempt(key))
    const passed = async (): Promise<void> => this.#account?.clear(key)
    return { passed, failed: async () => {} }
  }
}

function refuse(wait = 0): void {
  if (wait > 0) throw authErrors.AUTH_DELAYED({ seconds: wait }, { headers: { 'retry-after': String(wait) } })
}
