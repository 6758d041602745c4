import type { BlueprintField } from '../../blueprint.ts'
import type { Envelope } from '../dialect/envelope.ts'
import type { Ask } from '../facts/facts.ts'
import type { Verb } from './collection.ts'
import type { Draft } from './draft.ts'
import type { World } from './world.ts'

/** What calls of collections are held against. */
export interface Place {
  readonly world: World
  readonly drafts: readonly Draft[]
  readonly envelope: Envelope
  /** The fields of those who sign in. */
  readonly users: readonly BlueprintField[]
}

/** One call of a collection. */
export interface Call extends Place {
  readonly draft: Draft
  readonly verb: Verb
  readonly ask: Ask
  /** Rows within rows that were looked into on the way. Default 0. */
  readonly deep?: number
}
