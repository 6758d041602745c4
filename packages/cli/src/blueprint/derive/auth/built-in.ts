import type { Shape } from '../../endpoint.ts'
import { remarkAt, remarkOf } from '../dialect/remarks.ts'
import { itemOf, listWay, rowOf, type Way } from '../dialect/unwrap.ts'
import { endsInHole, lastWord, leafNames } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { fieldsOf, unknownShape } from '../facts/shape.ts'
import { camelCase, plainWord } from '../facts/words.ts'
import { platformName } from '../tables/members.ts'
import { authNames, isServersToSay } from './names.ts'
import { type AuthAsks, type AuthName, loginName } from './operations.ts'
import { passwordsIn } from './passwords.ts'
import { type Rule, rules } from './rules.ts'
import { findSocial, type Social } from './social.ts'
import { fieldWords } from './words.ts'

/** The calls that built-in operations serve besides signing in and out, and what they are called there. */
export interface BuiltIns {
  readonly asks: ReadonlyMap<AuthName, Ask>
  /** What the frontend calls fields, by operation and plain name. Names as on the wire. */
  readonly names: ReadonlyMap<AuthName, Readonly<Record<string, string>>>
  /** Members that are read of answers that are empty by themselves, by operation. */
  readonly answers: ReadonlyMap<AuthName, readonly string[]>
  /** Bodies have more in them than the operations know. */
  readonly sendsMore: boolean
  /** Providers that people sign in with, and the path with `:provider` in it. */
  readonly providers: Social['providers']
  readonly social: string | undefined
  readonly links: readonly Ask[]
  /** Calls that are meant so and cannot be served, with the operation and the reason. */
  readonly refused: ReadonlyMap<Ask, { readonly name: AuthName; readonly reason: string }>
}

/** A call that fits a rule: its names, or why it is not served. */
type Fit =
  | { readonly names: Record<string, string>; readonly says: readonly string[]; readonly more: boolean }
  | { readonly reason: string }

/** Finds them by the words of their paths and what they send and read. Each call is tried with each rule, in order. */
export function findBuiltIns(auth: AuthAsks, free: readonly Ask[], place: Place): BuiltIns {
  const { served, route: social, providers, refused: closed } = findSocial(place.links, place.cookie)
  const asks = new Map<AuthName, Ask>()
  const names = new Map<AuthName, Record<string, string>>()
  const answers = new Map<AuthName, readonly string[]>()
  const refused = new Map<Ask, { name: AuthName; reason: string }>()
  let sendsMore = signingIn(auth, names, place)
  const left = auth.get('auth.logout')
  const told = left?.endpoint.reads.filter(name => remarkAt(left, name) !== undefined) ?? []
  if (told.length > 0) answers.set('auth.logout', told)
  if (!auth.has('auth.login'))
    return { asks, names, answers, sendsMore, refused, providers: {}, social: undefined, links: [] }
  for (const [ask, reason] of closed) refused.set(ask, { name: 'auth.oidc', reason })
  if (served[0] !== undefined) asks.set('auth.oidc', served[0])
  const seen = new Set<Ask>()
  for (const rule of rules) {
    for (const ask of free) {
      if (seen.has(ask) || !ask.endpoint.live || !isMeant(rule, ask)) continue
      if (rule.name === 'auth.confirmEmail' && !asks.has('auth.changeEmail') && !changesEmail(free)) continue
      seen.add(ask)
      const fit = fitOf(rule, ask, place)
      const again = asks.has(rule.name) ? { reason: `${rule.name} is served at another path already.` } : fit
      if ('reason' in again) {
        refused.set(ask, { name: rule.name, reason: again.reason })
        continue
      }
      asks.set(rule.name, ask)
      if (Object.keys(again.names).length > 0) names.set(rule.name, again.names)
      if (again.says.length > 0) answers.set(rule.name, again.says)
      sendsMore ||= again.more
    }
  }
  return { asks, names, answers, sendsMore, refused, providers, social, links: served }
}

/** The words of login and register that are not the runtime's own. True when they send more than it takes. */
function signingIn(auth: AuthAsks, names: Map<AuthName, Record<string, string>>, place: Place): boolean {
  let more = false
  const renewal = auth.get('auth.refresh')
  const token = leafNames(renewal?.body ?? unknownShape).find(each => authNames.refresh.test(each))
  if (renewal !== undefined && token !== undefined) {
    const given: Record<string, string> = {}
    note(given, ['refreshToken', rawName(renewal.endpoint.body, token)], place)
    if (Object.keys(given).length > 0) names.set('auth.refresh', given)
  }
  for (const name of ['auth.login', 'auth.register'] as const) {
    const ask = auth.get(name)
    if (ask === undefined) continue
    const given: Record<string, string> = {}
    const sent = leafNames(ask.body)
    const password = sent.find(each => authNames.password.test(each))
    const identity = name === 'auth.login' ? loginName(sent) : sent.find(each => authNames.identity.test(each))
    if (password !== undefined) note(given, ['password', rawName(ask.endpoint.body, password)], place)
    const field = place.identity ?? 'email'
    const same = sent.find(each => each.toLowerCase() === field.toLowerCase())
    const said = name === 'auth.login' ? identity : same
    if (said !== undefined) note(given, [field, rawName(ask.endpoint.body, said)], place)
    if (Object.keys(given).length > 0) names.set(name, given)
    const others = sent.filter(each => each !== password && each !== identity)
    more ||= name === 'auth.login' ? others.length > 0 : others.some(each => isBeside(each) || isServersToSay(each))
  }
  // Whoever leaves may send all that they have of the session.
  const left = leafNames(auth.get('auth.logout')?.body ?? unknownShape)
  more ||= left.some(each => !authNames.refresh.test(each))
  const settings = auth.get('auth.update')
  if (settings !== undefined) {
    const given = changedPassword(settings, place)
    if (Object.keys(given).length > 0) names.set('auth.update', given)
    // Whoever is signed in goes back as they came: with their id and their token.
    more ||= leafNames(settings.body).some(each => platformName.test(each) || authNames.access.test(each))
  }
  return more
}

/** `{ password, newPassword }` of one's own settings: the one that counts, and the one that comes. */
function changedPassword(ask: Ask, place: Place): Record<string, string> {
  const given: Record<string, string> = {}
  const { fresh, current } = passwordsIn(ask)
  if (fresh !== undefined) note(given, ['password', rawName(ask.endpoint.body, fresh)], place)
  if (current !== undefined) note(given, ['currentPassword', rawName(ask.endpoint.body, current)], place)
  return given
}

interface Place {
  readonly style: Way
  /** The field that people sign in with; undefined where the login does not say. */
  readonly identity: 'email' | 'username' | undefined
  readonly links: readonly Ask[]
  /** Sessions are in cookies. */
  readonly cookie: boolean
  /** A plain name as the dialect writes it. */
  readonly wire: (name: string) => string
}

function changesEmail(asks: readonly Ask[]): boolean {
  const rule = rules.find(({ name }) => name === 'auth.changeEmail')
  return rule !== undefined && asks.some(ask => isMeant(rule, ask))
}

function isMeant(rule: Rule, ask: Ask): boolean {
  if (!rule.methods.test(ask.method) || !rule.path.test(pathOf(ask))) return false
  if (endsInHole(ask) && rule.param === undefined && rule.refused === undefined) return false
  const sent = sentNames(ask)
  const has = (word: RegExp) => sent.some(name => word.test(plainName(name)))
  const given = (word: RegExp) => has(word) || (word === fieldWords.ticket && endsInHole(ask))
  if (!(rule.sends ?? []).every(given) || (rule.lacks ?? []).some(has)) return false
  if (rule.name === 'auth.loginSecond' && !isTwo(sent)) return false
  if (rule.shows === undefined) return true
  const [least, word] = rule.shows
  return shownNames(ask).filter(name => word.test(name)).length >= least
}

/** A ticket and a code, each a field of its own. */
function isTwo(sent: readonly string[]): boolean {
  const tickets = sent.filter(name => fieldWords.secondTicket.test(plainName(name)))
  return sent.some(name => fieldWords.code.test(plainName(name)) && tickets.some(ticket => ticket !== name))
}

/** `auth/resetpassword/:` */
function pathOf({ segments }: Ask): string {
  return segments.map(segment => ('word' in segment ? plainWord(segment.word) : ':')).join('/')
}

function plainName(name: string): string {
  return name.replaceAll('_', '')
}

/** What is sent, in the body or, by GET, in the address. */
function sentNames(ask: Ask): string[] {
  return ask.method === 'GET' ? [...ask.query] : memberNames(ask.body)
}

/** As `leafNames`, with the names of lists. */
function memberNames(shape: Shape): string[] {
  return Object.entries(fieldsOf(shape)).flatMap(([name, field]) =>
    field.shape.kind === 'object' ? memberNames(field.shape) : [name],
  )
}

function shownNames(ask: Ask): string[] {
  return [...new Set([...leafNames(ask.answer), ...leafNames(ask.reads)])]
}

function fitOf(rule: Rule, ask: Ask, place: Place): Fit {
  if (rule.refused !== undefined) return { reason: rule.refused }
  if (place.identity === 'username' && byMail.test(rule.name)) return { reason: byName }
  const names: Record<string, string> = {}
  const sent = sentNames(ask)
  const used = new Set<string>()
  for (const [own, [word, needed]] of Object.entries(rule.body ?? {})) {
    if (own === rule.param && endsInHole(ask)) continue
    const choices = sent.filter(name => !used.has(name) && word.test(plainName(name)))
    const name = choices.find(each => each === own) ?? bestOf(choices, own)
    if (name === undefined) {
      if (needed !== undefined) return { reason: needed === 'needed' ? `It sends no ${own}.` : needed }
      continue
    }
    used.add(name)
    note(names, [own === 'login' ? (place.identity ?? 'email') : own, rawName(ask.endpoint.body, name)], place)
  }
  if (rule.name === 'auth.reset' && [...used].some(name => /code$|^otp/i.test(name)) && sent.some(isMail))
    return { reason: 'It sends a short code that people type; the runtime sends a link.' }
  const more = sent.filter(name => !used.has(name))
  const odd = more.find(name => !isBeside(name) && !(rule.name === 'auth.reset' && isMail(name)))
  if (odd !== undefined) return { reason: `It sends ${odd}, which says nothing to the runtime.` }
  const state = ask.endpoint.reads.find(name => /(^|\.)status$/.test(name) && remarkAt(ask, name) === undefined)
  if (rule.name === 'auth.loginSecond' && state !== undefined)
    return { reason: `It reads ${state.slice(0, 60)}, which the runtime does not know.` }
  if (rule.name === 'auth.loginSecond' || rule.name === 'auth.loginTicket')
    return { names, says: [], more: more.length > 0 }
  const told = rule.answer === undefined ? saysOf(ask, place) : readsOf(rule.answer, ask, { names, place })
  return typeof told === 'string' ? { reason: told } : { names, says: told, more: more.length > 0 }
}

const byMail = /^auth\.(forgot|reset|verify|resendVerify|changeEmail|confirmEmail)$/
const byName = 'People sign in with a name here, and the runtime sends no mail where they do.'

function isMail(name: string): boolean {
  return /^e?mail/i.test(name)
}

function isBeside(name: string): boolean {
  return fieldWords.beside.test(plainName(name)) || fieldWords.repeated.test(plainName(name))
}

/** Of several, the one that says more: a `tempToken` rather than a `token`, which may be the code. */
function bestOf(choices: readonly string[], own: string): string | undefined {
  const sorted = choices.toSorted((a, b) => (own === 'ticket' ? b.length - a.length : 0))
  return sorted[0]
}

/** Writes down a name that is not the one that the dialect makes by itself. */
export function note(
  names: Record<string, string>,
  [own, raw]: readonly [own: string, raw: string],
  { wire }: { readonly wire: (name: string) => string },
): void {
  if (wire(own) !== raw) names[own] = raw
}

/** A name as it stands on the wire. */
export function rawName(names: readonly string[], plain: string): string {
  const leaves = names.map(name => name.replaceAll('[]', '').split('.').at(-1) ?? name)
  return leaves.find(leaf => leaf === plain) ?? leaves.find(leaf => camelCase(leaf) === plain) ?? plain
}

/** What is read of an answer that is empty by itself; or why it cannot be given. */
function saysOf(ask: Ask, { style }: Place): string[] | string {
  const { endpoint, method } = ask
  const wrapped = style.filter(step => !step.startsWith('$')).join('.')
  const reads = endpoint.reads.filter(name => name !== wrapped && name !== '')
  const odd = reads.find(name => remarkAt(ask, name) === undefined)
  if (odd === undefined || method === 'GET') return reads
  // Tokens of the answer are the session's, which has a template of its own.
  if (/token|user/i.test(odd)) return reads.filter(name => remarkAt(ask, name) !== undefined)
  return `It reads ${odd} of an answer that has nothing in it.`
}

/** Fills in the names of what is read of an answer; or says why it cannot be given. */
function readsOf(
  words: NonNullable<Rule['answer']>,
  ask: Ask,
  { names, place }: { readonly names: Record<string, string>; readonly place: Place },
): string[] | string {
  const way = listWay(ask, ask.answer)
  const isList = way !== undefined && /s$/.test(lastWord(ask)) && ask.method === 'GET'
  if (isList && !isSame(way, place.style)) return 'Its answer is wrapped in another way than those of single things.'
  const shown = isList ? rowOf(ask, ask.answer) : itemOf(ask, ask.answer, place.style)
  const read = isList ? rowOf(ask, ask.reads) : itemOf(ask, ask.reads, place.style)
  for (const name of Object.keys(fieldsOf(read))) {
    const entry = Object.entries(words).find(([own, word]) => own === name || word.test(name))
    const field = fieldsOf(shown)[name]
    if (entry !== undefined) note(names, [entry[0], rawName(ask.endpoint.reads, name)], place)
    // What is said beside an answer stands in the envelope, where there is one.
    else if (
      field?.optional !== true &&
      field?.nullable !== true &&
      (remarkOf(name, field?.shape) === undefined || place.style.length === 0)
    )
      return `It reads ${name}, which the runtime does not know.`
  }
  return []
}

function isSame(way: Way, style: Way): boolean {
  return way.map(step => (step === '$names' ? '$name' : step)).join('.') === style.join('.')
}
