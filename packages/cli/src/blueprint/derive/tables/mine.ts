import { answersRows } from '../dialect/unwrap.ts'
import { isFixed } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { isFit } from '../facts/names.ts'
import type { Segment } from '../facts/path.ts'
import { camelCase, pluralOf, upperFirst } from '../facts/words.ts'

const alone = /^(mine|my|own|me)$/i

/** The rows of which a list shows the actor's own: `/orders` of `/orders/mine`, `/my-orders`, `/me/orders`. */
export function ownList(ask: Ask): readonly Segment[] | undefined {
  const last = ask.segments.at(-1)
  if (ask.method !== 'GET' || !isFixed(ask) || last === undefined || !('word' in last) || !answersRows(ask))
    return undefined
  const before = ask.segments.slice(0, -1)
  const above = before.at(-1)
  const over = above !== undefined && 'word' in above ? above.word : undefined
  if (alone.test(last.word)) return over !== undefined && isFit(camelCase(over)) ? before : undefined
  if (over !== undefined && alone.test(over)) return [...before.slice(0, -1), last]
  const noun = /^(?:my|own)([A-Z]\w*)$/.exec(camelCase(last.word))?.[1]
  if (noun === undefined) return undefined
  const isSame = over !== undefined && upperFirst(pluralOf(camelCase(over))) === pluralOf(noun)
  return isSame ? before : [...before, { word: pluralOf(camelCase(noun)) }]
}
