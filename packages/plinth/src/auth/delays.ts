import type { Limits, Penalties } from '../limits/index.ts'
import type { Client } from '../operations/index.ts'
import { type Devices, deviceCookie } from './devices.ts'
import { authErrors } from './errors.ts'

export interface DelaysParts {
  /** Left out where nothing is counted: nothing is delayed then. */
  readonly limits: Pick<Limits, 'penalties'> | undefined
  readonly devices: Devices
}

/** What one attempt was counted by. */
export interface Attempt {
  readonly key: string
  readonly address: string | undefined
}

/**
 * Delays after wrong passwords: per account from the sixth on, doubling up to 15 minutes, and per address from the
 * 31st in a row on. A device on which the account's owner signed in before is counted by itself, so that nobody can
 * lock the owner out by guessing (OWASP, device cookies).
 */
export class Delays {
  readonly #devices: Devices
  readonly #account: Penalties | undefined
  readonly #address: Penalties | undefined

  constructor({ limits, devices }: DelaysParts) {
    this.#devices = devices
    this.#account = limits?.penalties('login-account')
    this.#address = limits?.penalties('login-address', { free: 30, remembered: 3600 })
  }

  /** Takes one attempt of a login, before the password is checked. AUTH_DELAYED with Retry-After. `user` is null for an unknown one. */
  async login(login: string, user: string | null, client: Client | undefined): Promise<Attempt> {
    const device = client?.cookie(deviceCookie)
    const isKnown = user !== null && this.#devices.knows(user, device)
    const key = isKnown ? `device ${device}` : `login ${login.toLowerCase()}`
    if (!isKnown && client !== undefined) refuse(await this.#address?.attempt(client.address))
    refuse(await this.#account?.attempt(key))
    return { key, address: isKnown ? undefined : client?.address }
  }

  /** The password was right: what was counted is forgotten. */
  async passed({ key, address }: Attempt): Promise<void> {
    await this.#account?.clear(key)
    if (address !== undefined) await this.#address?.clear(address)
  }

  /** Takes one attempt of somebody who is signed in and gives the password once more. */
  async confirm(user: string): Promise<void> {
    refuse(await this.#account?.attempt(`confirm ${user}`))
  }

  async confirmed(user: string): Promise<void> {
    await this.#account?.clear(`confirm ${user}`)
  }
}

function refuse(wait = 0): void {
  if (wait > 0) throw authErrors.AUTH_DELAYED({ seconds: wait }, { headers: { 'retry-after': String(wait) } })
}
