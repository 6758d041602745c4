import type { Allow } from '../../blueprint.ts'
import type { Ask } from '../facts/facts.ts'
import { placeOf, wordsOf } from '../facts/path.ts'
import { fieldsOf } from '../facts/shape.ts'
import { plainWord } from '../facts/words.ts'
import type { Draft } from '../tables/draft.ts'
import { idOf } from '../tables/filters.ts'

/** The collection that a path begins with, and the words behind it. */
export interface Below {
  readonly draft: Draft
  /** `bulkdelete` of `/products/bulk/delete`; empty where nothing stands behind. */
  readonly word: string
}

/** Where a path of words stands below a collection, two words at most; the nearest one. */
export function belowOf(drafts: readonly Draft[], ask: Ask): Below | undefined {
  for (const length of [0, 1, 2]) {
    const at = ask.segments.length - length
    const rest = ask.segments.slice(at)
    if (at < 1 || rest.some(segment => 'hole' in segment)) return undefined
    const draft = drafts.find(({ collection }) => collection.place === placeOf(ask.segments.slice(0, at)))
    if (draft !== undefined) return { draft, word: plainWord(wordsOf(rest).join('')) }
  }
  return undefined
}

/** True where rows are named by their `id`. */
export function isNamedById({ collection }: Draft): boolean {
  return idOf(collection.hole, fieldsOf(collection.item)) === 'id'
}

/** The policy as far as it does not depend on the row: who may ask at all. The resource decides on each row. */
export function askersOf(allow: Allow): Allow {
  if (typeof allow === 'string' || 'can' in allow) return allow
  if ('owner' in allow) return 'signedIn'
  if ('where' in allow) return 'anyone'
  const parts = allow.or.map(askersOf)
  const open = parts.find(part => part === 'anyone') ?? parts.find(part => part === 'signedIn')
  return open ?? (parts.length === 1 ? (parts[0] ?? 'nobody') : { or: parts })
}
