import type { BlueprintAction } from '../../blueprint.ts'
import type { Way } from '../dialect/unwrap.ts'
import { joinEvidence, weakest } from '../facts/evidence.ts'
import type { Ask } from '../facts/facts.ts'
import type { Draft } from '../tables/draft.ts'
import type { World } from '../tables/world.ts'

type WithoutModule<A> = A extends unknown ? Omit<A, 'module'> : never

/** An action that has no module yet: `table` says where it belongs, null where no table does. */
export type HomelessAction = WithoutModule<BlueprintAction> & { readonly table: string | null }

/** What the rules for single calls look at. */
export interface ActionFacts {
  readonly world: World
  readonly drafts: readonly Draft[]
  /** Where the item stands in answers. */
  readonly style: Way
  /** The dialect puts bodies into a member. */
  readonly wrapped: boolean
}

/** Why a call that looks like one of a kind is none for certain. */
export interface Unclear {
  readonly unclear: string
}

/** The action, the reason for none, or nothing where it is of another kind. */
export type Found = HomelessAction | Unclear | undefined

/** The members that all kinds share: the calls, how sure, and where they are made. */
export function callsOf(asks: readonly Ask[], guess: 'sure' | 'likely' | 'guess' = 'sure') {
  return {
    endpoints: asks.map(ask => ask.key),
    certainty: weakest([guess, ...asks.map(ask => ask.endpoint.certainty)]),
    evidence: joinEvidence(asks.map(ask => ask.endpoint.evidence)),
  }
}
