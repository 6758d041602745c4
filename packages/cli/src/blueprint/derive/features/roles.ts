import { isStaffs } from '../auth/roles.ts'
import { type Asked, isCall } from './asked.ts'
import { type Found, type Look, type Lookalike, placesOf, seenIn } from './from.ts'

/** What somebody may hangs on a role, a permission or a flag of theirs. Where nobody signs in, nobody has a role. */
export function needsRoles({ asked, facts, roles, auth }: Look, signedIn: boolean): Found {
  if (!signedIn) return []
  const me = auth.get('auth.me')
  const typed = isStaffs(roles) ? [roles.evidence, ...(me === undefined ? [] : [me.endpoint.evidence])] : []
  const { signals } = facts
  const said = [...placesOf(asked, readsOwnRoles), ...placesOf(asked, setsRole), ...administers(asked)]
  return [...typed, ...said, ...seenIn(signals.roles), ...seenIn(signals.guards)]
}

const PEOPLE = /user|member|staff|employee|account|admin|regist|sign-?up|invit|people/i
const ROLE = /^(?:roles?|role_?(?:ids?|names?)|user_?roles?|is_?(?:admin|staff|superuser))(?:\[\])?$/i

/** The same, right by right. */
const RIGHT = /^(?:permissions?|authorities|privileges)(?:\[\])?$/i

/** `/notes/{id}/permissions/users/{name}`, `/users/{id}/permissions` */
const GIVEN =
  /\/(?:permissions?|privileges|authorities)\/(?:users?|groups?|members?|teams?)\b|\/(?:users?|groups?|members?)\/\{\w+\}\/(?:permissions?|privileges|authorities)$/i

/**
 * Somebody is given a role, or rights: in 25 of 25 labelled frontends that do the one, and in 8 of 8 that do the other,
 * something hangs on it.
 */
function setsRole(one: Asked): boolean {
  const isWrite = one.method === 'POST' || one.method === 'PUT' || one.method === 'PATCH'
  if (!isWrite || !isCall(one)) return false
  const isSaid = one.sent.some(name => ROLE.test(name) || RIGHT.test(name))
  return GIVEN.test(one.endpoint.path) || (PEOPLE.test(one.endpoint.path) && isSaid)
}

/**
 * `/admin/users` beside calls of everybody: who may ask for it is somebody else than the rest. In 17 of 17 labelled frontends
 * with several such addresses among more of others something hangs on a role.
 */
function administers(asked: readonly Asked[]): Found {
  const calls = asked.filter(isCall)
  const inside = calls.filter(({ endpoint: { path } }) => ADMIN.test(path))
  return inside.length > 1 && inside.length < calls.length / 2 ? placesOf(inside, () => true) : []
}

const ADMIN =
  /\/admin\/(?!(?:login|logout|signin|signup|register|auth|profile|me|password|refresh|session|token)\b)[a-z]/i

const OWN = /\/(?:me|self|whoami|(?:get-?)?(?:current-?|login-?)?(?:user-?)?info|current(?:-?user)?|user|session)$/i
const ROLES = /^(?:[\w]+\.){0,2}(?:roles|permissions|perms|authorities|privileges)(?:\[\]|\.|$)/

/** The same by weaker words: roles may only be shown there, rights are not. */
const PROFILE = /\/(?:account|profile)$/i
const RIGHTS = /^(?:\w+\.){0,3}(?:permissions|perms|authorities|privileges)(?:\[\]|\.|$)/

/** Who has signed in is asked for with what they may: lists of it are looked through, not only shown. */
function readsOwnRoles(one: Asked): boolean {
  const { method, endpoint, reads } = one
  if (method !== 'GET' || !isCall(one)) return false
  const isRead = (path: RegExp, names: RegExp) => path.test(endpoint.path) && reads.some(name => names.test(name))
  return isRead(OWN, ROLES) || isRead(PROFILE, RIGHTS)
}

/** Rows that are called so. */
export function looksLikeRoles({ asked }: Look): Lookalike {
  const names = (one: Asked) => one.words.some(word => /^(roles?|permissions?|groups?)$/.test(word))
  return {
    reason: 'Rows that are called so: nothing that somebody may hangs on them.',
    evidence: placesOf(asked, names),
  }
}
