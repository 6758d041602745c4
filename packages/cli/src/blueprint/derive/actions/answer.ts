import { usersFields } from '../auth/users.ts'
import { isRemark } from '../dialect/remarks.ts'
import { answersRows, follow, itemOf } from '../dialect/unwrap.ts'
import type { Ask } from '../facts/facts.ts'
import { fieldsOf, isScalar } from '../facts/shape.ts'
import { platformName } from '../tables/members.ts'
import type { ActionFacts, Found } from './action.ts'

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

/** What is done with one row answers with it: where the code reads more there, that is not all it does. */
export function withinRow({ style, drafts, world }: ActionFacts, ask: Ask, found: Found): Found {
  if (found === undefined || !('kind' in found) || (found.kind !== 'assign' && found.kind !== 'transition'))
    return found
  const own = drafts.filter(({ table }) => table === found.on)
  const columns = [...own.flatMap(({ fields }) => fields), ...(found.on === 'users' ? usersFields(world) : [])]
  const known = new Set([
    ...columns.map(({ name }) => name),
    ...own.flatMap(({ embed, include, computed, children, collection: { ownId } }) => [
      ...embed.keys(),
      ...include,
      ...[...computed, ...children].map(({ name }) => name),
      ...(ownId === undefined ? [] : [ownId]),
    ]),
  ])
  const read = Object.keys(fieldsOf(itemOf(ask, ask.reads, style)))
  const odd = read.find(name => !known.has(name) && !platformName.test(name))
  return odd === undefined
    ? found
    : { unclear: `It reads ${odd.slice(0, 60)} of a row, and no row is known to have it.` }
}
