import { type Actor, decide, type PolicyNode } from '../../access/index.ts'
import { forbidden, type PlinthError, unauthenticated } from '../../errors/index.ts'
import type { Asker } from '../sql/draft.ts'

/** Stops an asker whom the policy can never let through: 401 for nobody, where signing in could help, else 403. */
export function demand(policy: PolicyNode | null | undefined, asker: Asker): void {
  if (asker.trusted) return
  if (policy == null || decide(policy, asker.actor) === false) throw denied(policy ?? { kind: 'nobody' }, asker.actor)
}

/** Why a row may be seen but not touched. */
export function denied(policy: PolicyNode, actor: Actor): PlinthError {
  return actor.kind === 'nobody' && helps(policy) ? unauthenticated() : forbidden()
}

/** Somebody who signs in might pass. */
function helps(policy: PolicyNode): boolean {
  if (policy.kind === 'and') return policy.of.every(helps)
  if (policy.kind === 'or') return policy.of.some(helps)
  return policy.kind !== 'nobody'
}
