import { isRemark } from '../dialect/remarks.ts'
import { answersRows, follow } from '../dialect/unwrap.ts'
import type { Ask } from '../facts/facts.ts'
import { fieldsOf, isScalar } from '../facts/shape.ts'
import type { ActionFacts } from './action.ts'

const went = /^(success|ok)$/
const counted =
  /^(count|total|affected|(rows)?affected|(n|num|number)?_?(created|inserted|updated|modified|changed|deleted|removed)(count)?)$/i

/** The rows. */
export const ROWS = '[]'

/**
 * What a change of several rows answers with: the rows, a number under the name that is read, or a number that nobody
 * reads. Undefined where something else is read.
 */
export function countAnswer({ style }: ActionFacts, ask: Ask, unread: string): string | undefined {
  if (answersRows(ask)) return ROWS
  const outside = Object.entries(fieldsOf(ask.reads)).filter(
    ([name, { shape }]) => name !== style[0] && !went.test(name) && !isRemark(name, shape),
  )
  if (style.length > 0 && outside.length > 0) return undefined
  const item = style.length === 0 ? ask.reads : follow(ask, ask.reads, style)
  const names = Object.entries(fieldsOf(item)).filter(([name]) => style.length > 0 || !went.test(name))
  const [only, ...others] = names
  if (only === undefined) return style.length > 0 || Object.keys(fieldsOf(item)).length === 0 ? unread : undefined
  return others.length === 0 && counted.test(only[0]) && isScalar(only[1].shape) ? only[0] : undefined
}
