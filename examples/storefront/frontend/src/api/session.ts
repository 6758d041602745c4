import type { Tokens } from '../types.ts'

const ACCESS_TOKEN = 'storefront.accessToken'
const REFRESH_TOKEN = 'storefront.refreshToken'
const ORGANISATION = 'storefront.organisation'

const listeners = new Set<() => void>()

function write(key: string, value: string | null) {
  if (value === null) localStorage.removeItem(key)
  else localStorage.setItem(key, value)
}

function announce() {
  for (const listener of listeners) listener()
}

/** The tokens and the chosen organisation, kept in this browser and shared by its tabs. */
export const session = {
  /** The token to send, or null when nobody is signed in. */
  accessToken: () => localStorage.getItem(ACCESS_TOKEN),
  /** The token that buys the next pair. */
  refreshToken: () => localStorage.getItem(REFRESH_TOKEN),
  /** The chosen organisation, or null when none was chosen. */
  organisation: () => localStorage.getItem(ORGANISATION),

  /** Keeps a new pair. */
  keep(tokens: Tokens) {
    write(ACCESS_TOKEN, tokens.accessToken)
    write(REFRESH_TOKEN, tokens.refreshToken)
    announce()
  },
  /** Goes over to an organisation, with the pair that is good for it. */
  enterOrganisation(id: string, tokens: Tokens) {
    write(ORGANISATION, id)
    this.keep(tokens)
  },
  /** Forgets everything. */
  clear() {
    for (const key of [ACCESS_TOKEN, REFRESH_TOKEN, ORGANISATION]) write(key, null)
    announce()
  },
  /** Calls back after each change, also one made in another tab. Returns the way to stop. */
  subscribe(listener: () => void) {
    listeners.add(listener)
    window.addEventListener('storage', listener)
    return () => {
      listeners.delete(listener)
      window.removeEventListener('storage', listener)
    }
  },
}
