import type { Fields } from '../facts/shape.ts'

/** Names of the field that people log in with, the password, and the tokens; as written on the wire or in camel case. */
export const authNames = {
  identity: /^(e_?mail(_?address)?|user_?name|login|identifier|phone(_?number)?)$/i,
  password: /^(password|passwd|pwd|pass)$/i,
  /** Typed twice, or the old one: never stored, never a column. */
  secret:
    /^((new|old|current|repeat|confirm(ed)?|verify)_?)?(password|passwd|pwd|pass)(_?(confirm(ation)?|repeat|again|verify|current|old|new|hash|2))?$/i,
  /** What somebody may do, as staff says it of others: nobody says it of themselves. */
  right:
    /^(roles?|(is_?)?(super_?)?(admin|staff|root|owner|moderator)|(is_?)?super_?user|permissions?|rights|privileges?|scopes|groups)$/i,
  access: /^(access_?token|auth_?token|id_?token|bearer(_?token)?|token|jwt|access)$/i,
  refresh: /^(refresh_?token|refresh)$/i,
  expires: /^expires_?in$/i,
  /** RFC 7519, 4.1: what is read of a token that is opened. */
  claim: /^(iss|sub|aud|exp|nbf|iat|jti)$/,
} as const

/** Members that tell one person from another. */
export function hasIdentity(fields: Fields): boolean {
  return Object.keys(fields).some(name => authNames.identity.test(name))
}

/**
 * Rights and standing, and secrets: the runtime takes them from no body of the person, unless its `auth.writable` names
 * them. The same words as its own, which a test compares: detection is to run without the runtime.
 */
const rights =
  /^(?:is|has|can)?_?(?:roles?|permissions?|scopes?|(?:super_?)?admin(?:istrator)?|super_?user|staff|moderator|(?:(?:email|phone|account)_?)?(?:verified|confirmed|approved|banned|blocked|locked|disabled|enabled|suspended|active)|status|plan|tier|credits?|balance)(?:_?(?:at|on|by|until))?$/i
const secrets = /passw(?:or)?d|secret|(?:token|api_?key|^private_?key|card_?number|^cvv|^cvc|^pin|^ssn)$/i

/** True for what a person has and does not say of themselves. */
export function isServersToSay(name: string): boolean {
  return rights.test(name) || secrets.test(name)
}
