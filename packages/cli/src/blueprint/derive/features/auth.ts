import { plainWord } from '../facts/words.ts'
import { type Asked, isCall, tailOf } from './asked.ts'
import { type Found, isOpen, type Look, placesIn, placesOf } from './from.ts'

const DOOR =
  /^(log(in|out|off)|sign(in|out|up|off)|auth|authenticate|authentication|authorize|oauth2?|oidc|sso|saml|passkeys?|webauthn|magiclinks?|passwordless|impersonate)$/
const SESSION = /^(sessions?|tokens?|accesstokens?)$/
const SELF = /^(me|whoami|userinfo|currentuser|myself)$/
const SECRET = /^(.*_)?(password|passwd|pwd|passphrase|passcode|otp|totp)$/i
const PEOPLE = /^(users?|accounts?|profiles?|register|registration|password|passwords|members?|admins?|credentials)$/

/** Somebody says who they are: by a call, a token that goes along, or over a socket. */
export function needsAuth(look: Look): Found {
  const { asked, operated, auth, facts, sockets } = look
  const tokens = (facts.signals.tokens ?? []).filter(({ header }) => !/[cx]srf/i.test(header))
  return [
    ...[...auth.values()].map(ask => ask.endpoint.evidence),
    ...tokens.map(({ evidence }) => evidence),
    ...placesOf([...asked, ...operated], one => isAboutIdentity(one) && !isHanded(one, asked)),
    ...sockets.filter(isOpen).filter(signsIn).map(placesIn),
  ]
}

function isAboutIdentity(one: Asked): boolean {
  const { endpoint, method, words, sent } = one
  if (endpoint.kind === 'media') return false
  if (words.some(word => DOOR.test(word))) return true
  const secret = sent.some(name => SECRET.test(name))
  if (secret && words.some(word => PEOPLE.test(word) || SESSION.test(word))) return true
  if (!isCall(one)) return false
  if (method === 'GET' && SELF.test(tailOf(one))) return true
  return SESSION.test(tailOf(one)) && (method === 'DELETE' || (method === 'GET' && showsPerson(one)))
}

/** `DELETE /notifier/token`, where a person hands over a token of somebody else's by the same path. */
function isHanded({ method, endpoint }: Asked, asked: readonly Asked[]): boolean {
  const gives = ({ sent }: Asked) =>
    sent.some(name => SESSION.test(plainWord(name))) && !sent.some(name => SECRET.test(name))
  const isWrite = (one: Asked) => one.method === 'POST' || one.method === 'PUT'
  return method === 'DELETE' && asked.some(one => isWrite(one) && one.endpoint.path === endpoint.path && gives(one))
}

function showsPerson({ reads }: Asked): boolean {
  return reads.some(name => /(^|\.)(user|e?mail|user_?name|login|roles?|permissions?)(\[\])?($|\.)/i.test(name))
}

const SIGNS_IN = /^(?:auth\w*|log[-_:]?in|sign[-_:]?in|identify)$/i

/** A socket over which somebody says who they are. */
function signsIn({ emits }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(emits) && emits.some(one => SIGNS_IN.test(String((one as { name?: unknown }).name)))
}
