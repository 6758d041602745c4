import type { Fields } from '../facts/shape.ts'

/** Names of the field that people log in with, the password, and the tokens; as written on the wire or in camel case. */
export const authNames = {
  identity: /^(e_?mail(_?address)?|user_?name|login|identifier|phone(_?number)?)$/i,
  password: /^(password|passwd|pwd|pass)$/i,
  /** Typed twice, or the old one: never stored, never a column. */
  secret:
    /^((new|old|current|repeat|confirm(ed)?|verify)_?)?(password|passwd|pwd|pass)(_?(confirm(ation)?|repeat|again|verify|current|old|new|hash|2))?$/i,
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
