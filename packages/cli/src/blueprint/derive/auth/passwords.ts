import type { Ask } from '../facts/facts.ts'
import { authNames } from './names.ts'
import { sentFields } from './operations.ts'
import { fieldWords } from './words.ts'

/** The passwords that settings of one's own account send, by the names that they have there. */
export interface Passwords {
  /** The one that comes. */
  readonly fresh?: string
  /** The one that counts until then. */
  readonly current?: string
  /** Sent, and neither of the two, nor one of them typed again. */
  readonly odd?: string
}

/** `password` is the new one, but where a `newPassword` stands beside it. */
export function passwordsIn(ask: Ask): Passwords {
  const sent = Object.keys(sentFields(ask)).filter(name => authNames.secret.test(name) || fieldWords.current.test(name))
  const secrets = sent.filter(name => authNames.secret.test(name))
  const plain = (name: string) => name.replaceAll('_', '')
  const fresh = secrets.find(name => /^new/i.test(name)) ?? secrets.find(name => authNames.password.test(name))
  const current =
    secrets.find(name => fieldWords.current.test(plain(name)) && name !== fresh) ??
    secrets.find(name => authNames.password.test(name) && name !== fresh)
  const odd = secrets.find(name => name !== fresh && name !== current && !fieldWords.repeated.test(plain(name)))
  return {
    ...(fresh === undefined ? {} : { fresh }),
    ...(current === undefined ? {} : { current }),
    ...(odd === undefined ? {} : { odd }),
  }
}
