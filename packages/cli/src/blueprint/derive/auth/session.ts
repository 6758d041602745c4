import type { Shape } from '../../endpoint.ts'
import type { Template } from '../dialect/envelope.ts'
import { remarksIn } from '../dialect/remarks.ts'
import { follow, itemOf, type Way } from '../dialect/unwrap.ts'
import type { Ask } from '../facts/facts.ts'
import { type Fields, fieldsOf, mergeShapes, shapeAt, unknownShape } from '../facts/shape.ts'
import { authNames, hasIdentity } from './names.ts'
import { type AuthAsks, type AuthName, holder } from './operations.ts'
import { secondWords } from './words.ts'

/** What the answers of login and its siblings say. */
export interface Session {
  /** The templates, where they differ from the default. */
  readonly session?: Template
  readonly me?: Template
  /** Whole answers of those that stand outside of what wraps the others. */
  readonly answers: readonly (readonly [AuthName, Template])[]
  /** The user's members in all of these answers, without tokens. */
  readonly user: Shape
}

/** Names of whoever is signed in. */
export const userWord = /^(user|account|profile|member|customer|me|person)$/i

const usual: Readonly<Record<string, string>> = {
  user: '$user',
  accessToken: '$accessToken',
  refreshToken: '$refreshToken',
  expiresIn: '$expiresIn',
}

/** How the answers of login and its siblings are wrapped. */
export interface Wrapping {
  readonly style: Way
  /** Those that stand outside of it. */
  readonly bare: ReadonlySet<AuthName>
  readonly casing: 'camel' | 'snake'
  /** Sessions are in cookies: an answer may have the person alone in it. */
  readonly cookie: boolean
}

const opening: readonly AuthName[] = ['auth.login', 'auth.register', 'auth.refresh', 'auth.loginSecond']
const showing: readonly AuthName[] = ['auth.me', 'auth.update']

/** Reads where the token, the refresh token and the user stand. */
export function findSession(asks: AuthAsks, { style, bare, casing, cookie }: Wrapping): Session {
  const wire = (name: string) =>
    casing === 'snake' ? name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`) : name
  const shapes = (names: readonly AuthName[], own: boolean) =>
    names
      .filter(name => bare.has(name) === own)
      .flatMap(name => answerOf(asks.get(name), own ? [] : style))
      .reduce(mergeShapes, unknownShape)
  const said = opening
    .filter(name => !bare.has(name))
    .flatMap(name => answerOf(asks.get(name), style, 'reads'))
    .reduce(mergeShapes, unknownShape)
  const [signedIn, shown] = [shapes(opening, false), shapes(showing, false)]
  const opened = withSaid(templateOf(signedIn, wire, isOpened), said)
  // Without cookies, nobody could go on who is given no token.
  const session = cookie || JSON.stringify(opened ?? '').includes('"$accessToken"') ? opened : undefined
  const me = onlyUser(templateOf(shown, wire, isUser))
  const answers = [...bare].flatMap((name): [AuthName, Template][] => {
    const answer = answerOf(asks.get(name), [])[0] ?? unknownShape
    const isPart = opening.includes(name) ? isOpened : isUser
    return [[name, withRemarks(onlyUser(templateOf(answer, wire, isPart)) ?? '$user', asks.get(name))]]
  })
  const people = [signedIn, shapes(opening, true)].map(shape => userIn(shape))
  const users = [...people, ...[shown, shapes(showing, true)].map(shape => userIn(shape, fieldsOf(shape)))]
  return {
    ...(session === undefined || isUsual(session) ? {} : { session }),
    ...(me === undefined ? {} : { me }),
    answers,
    user: users.reduce(mergeShapes),
  }
}

/** The template with what answers say beside the tokens: that it went well. */
function withSaid(template: { [key: string]: Template } | undefined, said: Shape) {
  return template === undefined ? undefined : { ...remarksIn(said), ...template }
}

/** What is said beside: that it went well. */
function withRemarks(template: Template, ask: Ask | undefined): Template {
  if (typeof template !== 'object' || template === null) return template
  return { ...remarksIn(ask?.reads ?? unknownShape), ...template }
}

/** The item of an answer; `{ user: {…} }` is the named envelope where the others are named too. */
function answerOf(ask: Ask | undefined, style: Way, of: 'answer' | 'reads' = 'answer'): Shape[] {
  if (ask === undefined || ask.answer.kind !== 'object') return []
  if (!style.includes('$name')) return [itemOf(ask, ask[of], style)]
  const before = follow(ask, ask[of], style.slice(0, style.indexOf('$name'))) ?? ask[of]
  return [shapeAt(before, ['user']) ?? before]
}

/** What the runtime puts there: the placeholder for a token by its name. */
export function tokenSlot(name: string): string | undefined {
  if (secondWords.ticket.test(name)) return '$ticket'
  if (secondWords.flag.test(name)) return '$second'
  if (authNames.refresh.test(name)) return '$refreshToken'
  if (authNames.access.test(name)) return '$accessToken'
  return authNames.expires.test(name) ? '$expiresIn' : undefined
}

/** The same where the token itself stands there, opened or not: `token: { accessToken, refreshToken }` only holds some. */
export function slotOf(name: string, shape: Shape): string | undefined {
  return Object.keys(fieldsOf(shape)).every(member => authNames.claim.test(member)) ? tokenSlot(name) : undefined
}

/** Undefined where there is nothing but the user. */
function onlyUser(template: { [key: string]: Template } | undefined) {
  return Object.keys(template ?? {}).every(name => name === '...') ? undefined : template
}

/** Where the tokens and the user stand in an answer; undefined where neither is seen. */
function templateOf(
  shape: Shape,
  wire: (name: string) => string,
  isPart: typeof isUser,
): { [key: string]: Template } | undefined {
  const found: { [key: string]: Template } = {}
  const fields = fieldsOf(shape)
  const spread = hasIdentity(fields)
  if (spread) found['...'] = '$user'
  for (const [name, field] of Object.entries(fields)) {
    const inside = () => (isPart(name, field.shape) ? '$user' : onlyUser(templateOf(field.shape, wire, isPart)))
    // `{ username, user: { username } }`: helpers that unwrap what others answer look for the same person in both places.
    const again = () => (userWord.test(name) && hasIdentity(fieldsOf(field.shape)) ? '$user' : undefined)
    const template = slotOf(name, field.shape) ?? (spread ? again() : inside())
    if (template !== undefined) found[wire(name)] = template
  }
  return Object.keys(found).length === 0 ? undefined : found
}

/** True for the object that shows who is signed in. */
export function isUser(name: string, shape: Shape): boolean {
  return shape.kind === 'object' && (userWord.test(name) || hasIdentity(shape.fields))
}

/** Whom a login shows is kept whole by some code, which reads no member of it. */
function isOpened(name: string, shape: Shape): boolean {
  return isUser(name, shape) || (shape.kind === 'unknown' && userWord.test(name))
}

function isUsual(template: Template): boolean {
  return Object.entries(template as object).every(([name, slot]) => usual[name] === slot)
}

/** The user's members: where the tokens are, or in the object beside them, else `whole`. */
function userIn(shape: Shape, whole?: Fields): Shape {
  const fields = fieldsOf(shape)
  const beside = Object.entries(fields).find(([name, field]) => isUser(name, field.shape))?.[1].shape
  // A `business` of theirs has an e-mail, too, and is a part of them.
  if (hasIdentity(fields)) return withoutTokens(fields, (name, part) => holder.test(name) && isUser(name, part))
  // Inside of a user, a `profile` is a part of them.
  if (beside !== undefined) return withoutTokens(fieldsOf(beside), () => false)
  return whole === undefined ? unknownShape : withoutTokens(whole)
}

function withoutTokens(fields: Fields, isOther: typeof isUser = isUser): Shape {
  const own = Object.entries(fields).filter(
    ([name, field]) => tokenSlot(name) === undefined && !isOther(name, field.shape) && !/^token_?type$/i.test(name),
  )
  return { kind: 'object', fields: Object.fromEntries(own) }
}
