import type { Shape } from '../../endpoint.ts'
import { isRemark, remarkAt } from '../dialect/remarks.ts'
import { follow, itemOf, type Way } from '../dialect/unwrap.ts'
import { leafNames } from '../facts/ask.ts'
import { isOtherCase } from '../facts/casing.ts'
import type { Ask, Facts } from '../facts/facts.ts'
import { mapIn, mapReason } from '../facts/maps.ts'
import { isFit } from '../facts/names.ts'
import { isUpload } from '../facts/reserved.ts'
import { fieldsOf } from '../facts/shape.ts'
import { camelCase } from '../facts/words.ts'
import { authNames, hasIdentity } from './names.ts'
import { type AuthAsks, type AuthName, sentFields } from './operations.ts'
import { passwordsIn } from './passwords.ts'
import { isUser, slotOf, tokenSlot, userWord } from './session.ts'
import { sentLogin } from './users.ts'

/** Signing in and its siblings, as far as the frontend asks for them in a way that can be served; and why the others are not. */
export interface Fitting {
  readonly served: AuthAsks
  /** Those whose answers stand outside of what wraps the others. */
  readonly bare: ReadonlySet<AuthName>
  readonly refused: ReadonlyMap<Ask, { readonly name: AuthName; readonly reason: string }>
}

/** What any answer may say beside what is in it. */
function isBeside(name: string, shape: Shape | undefined): boolean {
  return name === 'status' || isRemark(name, shape)
}

/** Sorts out the calls whose answers are read for more than the runtime gives, or that lack what it needs. */
export function fittingAuth(auth: AuthAsks, { style, cookie, casing }: Place): Fitting {
  const refused = new Map<Ask, { name: AuthName; reason: string }>()
  const bare = new Set<AuthName>()
  const byName = sentLogin(auth) === 'username'
  for (const [name, ask] of auth) {
    const twice = byName ? loginTwice(name, ask) : undefined
    const reason = twice ?? reasonAgainst(name, ask, { style, cookie, casing })
    if (reason === undefined) continue
    const isBare =
      twice === undefined && style.length > 0 && reasonAgainst(name, ask, { style: [], cookie, casing }) === undefined
    if (isBare) bare.add(name)
    else refused.set(ask, { name, reason })
  }
  return { served: new Map([...auth].filter(([, ask]) => !refused.has(ask))), bare, refused }
}

interface Place {
  readonly style: Way
  readonly cookie: boolean
  readonly casing: Facts['casing']
}

function reasonAgainst(name: AuthName, ask: Ask, { style, cookie, casing }: Place): string | undefined {
  const written = casing === 'snake' ? writtenOtherwise(name, ask) : undefined
  if (written !== undefined) return `${written.slice(0, 60)} is written in another way than other names.`
  if (name === 'auth.logout') {
    const odd = ask.endpoint.reads.find(read => remarkAt(ask, read) === undefined)
    return odd === undefined ? undefined : `It reads ${odd.slice(0, 60)} of an answer that has nothing in it.`
  }
  if (!showing.test(name)) return undefined
  const map = mapIn(ask.endpoint)
  if (map !== undefined) return mapReason(map)
  const unfit = name === 'auth.update' ? unfitUpdate(ask) : undefined
  if (unfit !== undefined) return unfit
  if (name === 'auth.register' && isUpload(ask)) return 'Files are sent here.'
  const beside = name === 'auth.register' ? sentBeside(ask.body) : undefined
  if (beside !== undefined) return `It sends ${beside.slice(0, 60)} beside who registers.`
  const token = name === 'auth.register' ? leafNames(ask.body).find(sent => authNames.access.test(sent)) : undefined
  if (token !== undefined) return `It sends ${token}, which says nothing to the runtime.`
  if (name === 'auth.refresh' && !cookie && !sendsRefresh(ask.body)) return 'It sends no refresh token.'
  const named = style.includes('$name')
  if (named && !isNamed(ask, style)) return 'It reads more beside what other answers have under a name.'
  const outside = Object.keys(fieldsOf(ask.reads)).find(
    read => read !== style[0] && !isBeside(read, fieldsOf(ask.reads)[read]?.shape),
  )
  if (!named && style.length > 0 && outside !== undefined)
    return `It reads ${outside.slice(0, 60)}, which other answers do not have there.`
  const item = named ? ask.reads : itemOf(ask, ask.reads, style)
  if (item.kind === 'array') return 'Its answer is read as a list.'
  const odd =
    strange(item, name === 'auth.me' || name === 'auth.update') ??
    (name === 'auth.register' ? unsentPart(item, ask.body) : undefined)
  return odd === undefined ? undefined : `It reads ${odd.slice(0, 60)}, which the runtime does not know.`
}

/** What holds other members, or a token, under a name that the casing of others cannot give: `Response.AuthToken`. */
function writtenOtherwise(operation: AuthName, ask: Ask): string | undefined {
  const { reads, body } = ask.endpoint
  const all = reads.map(name => name.replaceAll('[]', '').split('.'))
  const isTold = (name: string) => tokenSlot(name) !== undefined || isOfPerson(operation, ask, name)
  const telling = all.flatMap(words => [...words.slice(0, -1), ...words.slice(-1).filter(isTold)])
  const sent = operation === 'auth.update' ? body.flatMap(name => name.replaceAll('[]', '').split('.')) : []
  return [...telling, ...sent].find(name => isOtherCase(name, 'snake'))
}

/** A field of the person whom the answer is, beside what people sign in with. */
function isOfPerson(operation: AuthName, { answer }: Ask, name: string): boolean {
  const fields = fieldsOf(answer)
  return showing.test(operation) && hasIdentity(fields) && Object.hasOwn(fields, camelCase(name))
}

const showing = /^auth\.(login|register|refresh|me|update)$/

/** All that is read stands under the name of a user, where other answers have their item. */
function isNamed(ask: Ask, style: Way): boolean {
  const before = follow(ask, ask.reads, style.slice(0, style.indexOf('$name'))) ?? ask.reads
  const names = Object.keys(fieldsOf(before)).filter(name => !isBeside(name, fieldsOf(before)[name]?.shape))
  return names.every(name => name === 'user')
}

/** The name that people sign in with, written in another way than the runtime has it. */
function loginTwice(operation: AuthName, { endpoint: { reads, body } }: Ask): string | undefined {
  if (!showing.test(operation)) return undefined
  const isTwice = (name: string) => /(^|\.)userName$/.test(name)
  if (reads.some(isTwice)) return 'It reads userName, and people sign in with a username.'
  const isSent = operation === 'auth.update' && body.some(isTwice)
  return isSent ? 'It sends userName, and people sign in with a username.' : undefined
}

/** Settings of one's own account that say something of passwords, or files, which the runtime does not take. */
function unfitUpdate(ask: Ask): string | undefined {
  if (isUpload(ask)) return 'Files are sent here.'
  const { fresh, current, odd } = passwordsIn(ask)
  if (odd !== undefined) return `It sends ${odd.slice(0, 60)}, which says nothing to the runtime.`
  if (fresh !== undefined && /^new/i.test(fresh) && current === undefined)
    return `It sends ${fresh.slice(0, 60)} without the password that counts: it may be somebody else's.`
  const parts = Object.entries(sentFields(ask))
  const [inside] = parts.find(([, { shape }]) => parts.length > 1 && hasIdentity(fieldsOf(shape))) ?? []
  return inside === undefined ? undefined : `It sends who somebody is inside of ${inside.slice(0, 60)}.`
}

/** `{ user: {…}, options }`: what stands beside the one whom a password makes somebody. */
function sentBeside(body: Shape): string | undefined {
  const fields = fieldsOf(body)
  const isHolder = (name: string) =>
    Object.keys(fieldsOf(fields[name]?.shape)).some(each => authNames.password.test(each))
  const holder = Object.keys(fields).find(isHolder)
  return holder === undefined ? undefined : Object.keys(fields).find(name => name !== holder)
}

function sendsRefresh(body: Shape): boolean {
  return Object.entries(fieldsOf(body)).some(
    ([name, { shape }]) => authNames.refresh.test(name) || authNames.access.test(name) || sendsRefresh(shape),
  )
}

/** The first member that is neither a token nor the user's; a user's own are whatever they are called, but secrets. */
function strange(shape: Shape, isWhole: boolean): string | undefined {
  const fields = fieldsOf(shape)
  // A person has columns: no secrets, and names that a column can have.
  if (hasIdentity(fields)) return Object.keys(fields).find(name => isHidden(name) || !isFit(name))
  const holdsUser = Object.entries(fields).some(([name, field]) => isUser(name, field.shape))
  for (const [name, { shape: inner }] of Object.entries(fields)) {
    if (slotOf(name, inner) !== undefined || isBeside(name, inner) || (userWord.test(name) && inner.kind === 'unknown'))
      continue
    if (isUser(name, inner)) {
      const odd = Object.keys(fieldsOf(inner)).find(each => isHidden(each))
      if (odd !== undefined) return `${name}.${odd}`
    } else if (Object.keys(fieldsOf(inner)).length > 0) {
      const odd = strange(inner, false)
      if (odd !== undefined) return `${name}.${odd}`
    } else if (holdsUser || !isWhole) return name
  }
  return undefined
}

/** `user.user_metadata.company` of somebody who has just come, and has sent nothing of it. */
function unsentPart(shown: Shape, sent: Shape): string | undefined {
  for (const [name, { shape }] of Object.entries(fieldsOf(shown))) {
    const odd = isUser(name, shape)
      ? Object.entries(fieldsOf(shape)).find(
          ([each, part]) => Object.keys(fieldsOf(part.shape)).length > 0 && !Object.hasOwn(fieldsOf(sent), each),
        )?.[0]
      : unsentPart(shape, sent)
    if (odd !== undefined) return `${name}.${odd}`
  }
  return undefined
}

/** No answer has a password in it. */
function isHidden(name: string): boolean {
  return /passw/i.test(name)
}
