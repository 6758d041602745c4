import { authErrors } from '../errors.ts'

/** Pages of the frontend that mails lead to. */
export interface LinkOptions {
  /** Confirms an address. Default `/verify-email#ticket={ticket}`. */
  readonly verify?: string
  /** Sets a new password. Default `/reset-password#ticket={ticket}`. */
  readonly reset?: string
  /** Confirms a new address. Default `/confirm-email#ticket={ticket}`. */
  readonly email?: string
  /** Accepts an invitation. Default `/invitation#ticket={ticket}`. */
  readonly invite?: string
}

export type LinkName = keyof LinkOptions

/** Fragments are sent to no server, so the secret stands in no log. */
const defaults: Required<LinkOptions> = {
  verify: '/verify-email#ticket={ticket}',
  reset: '/reset-password#ticket={ticket}',
  email: '/confirm-email#ticket={ticket}',
  invite: '/invitation#ticket={ticket}',
}

/**
 * Makes links to pages of `base`, checked at boot: `{ticket}` stands in each, and none leads to another site.
 * AUTH_OPTION_UNFIT.
 */
export function linksOf(options: LinkOptions, base: string): (name: LinkName, ticket: string) => string {
  const all = { ...defaults, ...options }
  for (const [name, template] of Object.entries(all)) {
    if (!(name in defaults)) throw unfit(name, 'there is no such link')
    if (!template.includes('{ticket}')) throw unfit(name, 'it has no {ticket}')
    // A path that begins with two slashes, or with a backslash, names a host.
    if (!/^\/(?![/\\])/.test(template) || new URL(template, base).origin !== new URL(base).origin) {
      throw unfit(name, 'it must be a path, such as /reset-password#ticket={ticket}')
    }
  }
  return (name, ticket) => new URL(all[name].replace('{ticket}', ticket), base).href
}

function unfit(name: string, reason: string) {
  return authErrors.AUTH_OPTION_UNFIT({ option: `links.${name}`, reason })
}
