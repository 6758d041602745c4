import type { Shape } from '../../endpoint.ts'
import { answersRows } from '../dialect/unwrap.ts'
import { endsInHole, hasBody, isFixed, lastWord, leafNames } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { wordsOf } from '../facts/path.ts'
import { fieldsOf } from '../facts/shape.ts'
import { camelCase, isPlural } from '../facts/words.ts'
import { ownList } from '../tables/mine.ts'
import { authNames, hasIdentity } from './names.ts'
import { fieldWords } from './words.ts'

/** Methods and paths of the built-in operations where nothing else is said. */
export const usualPaths = {
  'auth.register': 'POST /auth/register',
  'auth.login': 'POST /auth/login',
  'auth.refresh': 'POST /auth/refresh',
  'auth.logout': 'POST /auth/logout',
  'auth.me': 'GET /auth/me',
  'auth.update': 'PUT /auth/me',
  'auth.logoutAll': 'POST /auth/logout-all',
  'auth.sessions': 'GET /auth/sessions',
  'auth.endSession': 'DELETE /auth/sessions/:id',
  'auth.endOtherSessions': 'DELETE /auth/sessions',
  'auth.forgot': 'POST /auth/forgot',
  'auth.reset': 'POST /auth/reset',
  'auth.changePassword': 'POST /auth/password',
  'auth.verify': 'POST /auth/verify',
  'auth.resendVerify': 'POST /auth/verify/resend',
  'auth.changeEmail': 'POST /auth/email',
  'auth.confirmEmail': 'POST /auth/email/confirm',
  'auth.delete': 'DELETE /auth/me',
  'auth.export': 'GET /auth/me/export',
  'auth.keys': 'GET /auth/keys',
  'auth.createKey': 'POST /auth/keys',
  'auth.revokeKey': 'DELETE /auth/keys/:id',
  'auth.totp': 'GET /auth/totp',
  'auth.beginTotp': 'POST /auth/totp',
  'auth.confirmTotp': 'POST /auth/totp/confirm',
  'auth.removeTotp': 'DELETE /auth/totp',
  'auth.loginSecond': 'POST /auth/login/second',
  'auth.loginTicket': 'POST /auth/login/ticket',
  'auth.oidc': 'GET /auth/oidc/:provider',
  'auth.oidcCallback': 'GET /auth/oidc/:provider/callback',
} as const

/** A built-in operation of the runtime. */
export type AuthName = keyof typeof usualPaths

/** The endpoints that the built-in operations serve. */
export type AuthAsks = ReadonlyMap<AuthName, Ask>

const registerWord = /^(register|registration|registrations|signup|users|accounts|join|createaccount)$/
/** Whoever opens an account says so here; to `/users` staff may add somebody, too. */
const ownRegisterWord = /^(register|registration|signup|join)$/
const loginWord = /^(login|signin|authenticate|authentication|token|tokens|session|sessions|auth)$/
const logoutWord = /^(logout|signout|logoff)$/
const otherWord = /(reset|forgot|change|verify|confirm|invit|activate|recover|2fa|otp|mfa|password)/
const meWord = /^(me|user|whoami|currentuser|current|self|userinfo)$/
const weakMeWord = /^(profile|account|session|settings)$/

/**
 * Finds login and its siblings by what they send (a password and a name), what they answer with (a token) and, among
 * those, by the words of their paths. A dead endpoint counts too: these are built in.
 */
export function findAuth(asks: readonly Ask[]): AuthAsks {
  const found = new Map<AuthName, Ask>()
  const free = (ask: Ask) => ![...found.values()].includes(ask)
  const put = (name: AuthName, ask: Ask | undefined) => ask !== undefined && found.set(name, ask)

  put('auth.login', findLogin(asks))
  const registers = asks.filter(free).filter(isRegister)
  put('auth.register', registers.find(ask => ownRegisterWord.test(lastWord(ask))) ?? registers[0])
  put('auth.refresh', asks.filter(free).find(isRefresh))
  put('auth.logout', asks.filter(free).find(isLogout))
  // Where nobody signs in there is no account to show, to change or to leave.
  if (!found.has('auth.login')) return new Map()
  const shown = asks.filter(free).filter(ask => ask.method === 'GET')
  put('auth.me', shown.find(ask => asksLogin(ask, found.get('auth.login'))) ?? byPreference(shown, isMe))
  put('auth.update', findUpdate(asks.filter(free), found.get('auth.me')))
  return found
}

function findLogin(asks: readonly Ask[]): Ask | undefined {
  const able = asks.filter(sendsCredentials)
  const named = able.find(ask => loginWord.test(lastWord(ask))) ?? able.find(isKindOfLogin) ?? asks.find(isPlainLogin)
  const others = able.filter(ask => !isRegister(ask) && !isForAnother(ask))
  // Two kinds of people sign in each in a place of their own: those who may register are the users.
  const register = asks.find(isRegister)
  const beside = others.find(ask => register !== undefined && above(ask) === above(register))
  return named ?? beside ?? others[0] ?? asks.find(isBareLogin)
}

function above({ place }: Ask): string {
  return place.slice(0, place.lastIndexOf('/'))
}

/** `/login/ldap`: one of several ways to sign in. */
function isKindOfLogin({ segments }: Ask): boolean {
  return wordsOf(segments).some(word => /^(login|signin)$/i.test(word))
}

/** Where the path says that somebody signs in, the one thing that is sent beside the password says who: `account`. */
function isPlainLogin(ask: Ask): boolean {
  if (ask.method !== 'POST' || !isFixed(ask) || !loginWord.test(lastWord(ask))) return false
  const sent = leafNames(ask.body)
  return sent.some(name => authNames.password.test(name)) && loginName(sent) !== undefined
}

/** A login whose body stayed unknown: only its path speaks. */
function isBareLogin(ask: Ask): boolean {
  return ask.method === 'POST' && isFixed(ask) && !hasBody(ask) && /^(login|signin)$/.test(lastWord(ask))
}

/** What somebody signs in with, of all that a login sends. */
export function loginName(sent: readonly string[]): string | undefined {
  const others = sent.filter(
    name =>
      !authNames.password.test(name) &&
      !fieldWords.beside.test(name.replaceAll('_', '')) &&
      !fieldWords.code.test(name.replaceAll('_', '')),
  )
  return sent.find(name => authNames.identity.test(name)) ?? (others.length === 1 ? others[0] : undefined)
}

function sendsCredentials(ask: Ask): boolean {
  const names = leafNames(ask.body)
  const sends = (pattern: RegExp) => names.some(name => pattern.test(name))
  const plain = ask.method === 'POST' && isFixed(ask) && !otherWord.test(lastWord(ask))
  // A name and a password for another server are kept, and nobody signs in with them here.
  const isElsewhere =
    !loginWord.test(lastWord(ask)) && sends(/^(host|hostname|port|server|tls|addr|address|enabled|url)$/i)
  return plain && !isElsewhere && sends(authNames.identity) && sends(authNames.password)
}

/** A path's word decides; without one, whoever sends more than a name and a password opens an account. */
function isRegister(ask: Ask): boolean {
  if (!sendsCredentials(ask) || loginWord.test(lastWord(ask)) || isForAnother(ask)) return false
  return registerWord.test(lastWord(ask)) || leafNames(ask.body).filter(name => !authNames.secret.test(name)).length > 1
}

/** Staff makes an account for somebody: nobody says what role they have when they register. */
function isForAnother({ segments, body }: Ask): boolean {
  return wordsOf(segments).includes('admin') || leafNames(body).some(name => authNames.right.test(name))
}

function isRefresh(ask: Ask): boolean {
  if (ask.method !== 'POST' || !isFixed(ask)) return false
  const sent = leafNames(ask.body).some(name => authNames.refresh.test(name))
  const answered = leafNames(ask.answer).some(name => authNames.access.test(name))
  // `/feeds/refresh` reads feeds again.
  return (sent && answered) || (/^(refresh|refreshtoken|renew)$/.test(lastWord(ask)) && !isOfOthers(ask))
}

function isLogout(ask: Ask): boolean {
  return ask.method !== 'PUT' && ask.method !== 'PATCH' && isFixed(ask) && logoutWord.test(lastWord(ask))
}

function isMe(ask: Ask): boolean {
  if (!isFixed(ask) || ownList(ask) !== undefined || answersRows(ask)) return false
  if (isOfOthers(ask) && !showsPerson(ask.answer)) return false
  if (lastWord(ask) === 'user' && wordsOf(ask.segments).includes('admin')) return false
  if (meWord.test(lastWord(ask))) return true
  return weakMeWord.test(lastWord(ask)) && showsPerson(ask.answer)
}

/** `GET /auth` where somebody signs in by `POST /auth`: who that is, as the login told it. */
function asksLogin(ask: Ask, login: Ask | undefined): boolean {
  const read = leafNames(ask.reads)
  const told = leafNames(login?.answer ?? ask.answer)
  return ask.place === login?.place && !answersRows(ask) && read.some(name => name !== 'id' && told.includes(name))
}

/** `/groups/self` is the group of whoever asks, `/feeds/refresh` is of feeds. */
function isOfOthers({ segments }: Ask): boolean {
  const before = camelCase(wordsOf(segments).at(-2) ?? '')
  return isPlural(before) && !/^(users|accounts|people|members|customers|profiles|sessions|auths?)$/i.test(before)
}

/** A name to sign in with, by itself or in what holds the whole answer: defaults of new accounts have one, too. */
function showsPerson(shape: Shape): boolean {
  const fields = fieldsOf(shape)
  return (
    hasIdentity(fields) ||
    Object.entries(fields).some(([name, { shape: inner }]) => holder.test(name) && hasIdentity(fieldsOf(inner)))
  )
}

/** Names of what holds a person in an answer. */
export const holder =
  /^(data|result|results|payload|response|body|attributes|user|account|profile|member|customer|me|person)$/i

/** `/me` is surer than `/user`, and that than `/profile`. */
function byPreference(asks: readonly Ask[], test: (ask: Ask) => boolean): Ask | undefined {
  const rank = (ask: Ask) => (weakMeWord.test(lastWord(ask)) ? 1 : 0)
  return asks.filter(test).toSorted((a, b) => rank(a) - rank(b))[0]
}

function findUpdate(asks: readonly Ask[], me: Ask | undefined): Ask | undefined {
  const changes = asks.filter(ask => (ask.method === 'PUT' || ask.method === 'PATCH') && !endsInHole(ask))
  const same = changes.find(ask => ask.place === me?.place)
  if (same !== undefined) return same
  const sendsIdentity = (ask: Ask) => leafNames(ask.body).some(name => authNames.identity.test(name))
  return changes.find(ask => isMe(ask) && (meWord.test(lastWord(ask)) || sendsIdentity(ask)))
}

/** The part of a body that holds the fields: the body, or the one object in it (`{ user: {…} }`). */
export function sentFields(ask: Ask | undefined) {
  const fields = fieldsOf(ask?.body)
  const [only, ...others] = Object.values(fields)
  return only !== undefined && others.length === 0 && only.shape.kind === 'object' ? only.shape.fields : fields
}
