import type { Asked } from './asked.ts'
import { type Found, type Look, type Lookalike, placesOf, seenIn } from './from.ts'

/** What somebody may hangs on a role, a permission or a flag of theirs. Where nobody signs in, nobody has a role. */
export function needsRoles({ facts, roles, auth }: Look, signedIn: boolean): Found {
  if (!signedIn) return []
  const me = auth.get('auth.me')
  const typed = roles.all.length > 0 ? [roles.evidence, ...(me === undefined ? [] : [me.endpoint.evidence])] : []
  return [...typed, ...seenIn(facts.signals.roles), ...seenIn(facts.signals.guards)]
}

/** Rows that are called so. */
export function looksLikeRoles({ asked }: Look): Lookalike {
  const names = (one: Asked) => one.words.some(word => /^(roles?|permissions?|groups?)$/.test(word))
  return {
    reason: 'Rows that are called so: nothing that somebody may hangs on them.',
    evidence: placesOf(asked, names),
  }
}
