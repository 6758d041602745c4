import { type BlueprintStat, isNumeric } from '../../blueprint.ts'
import { plainWord } from '../facts/words.ts'
import type { Draft } from '../tables/draft.ts'

/** What numbers are about: the collection that the path stands under, else any that a name speaks of. */
export interface Subject {
  readonly drafts: readonly Draft[]
  readonly draft: Draft | undefined
  /** A word of the path that narrows them, such as `unread`; empty where there is none. */
  readonly state: string
}

const counts = /^(total|count|counts|number|num|of|all|overall)$/
const noise = /^(this|the|current)$/
const adds = /^(sum|total)$/
const means = /^(average|avg|mean)$/
const since: Readonly<Record<string, 'day' | 'week' | 'month' | 'year'>> = {
  today: 'day',
  week: 'week',
  month: 'month',
  year: 'year',
}

/**
 * What a name counts: `totalOrders`, `orders.pending`, `pendingCount`, `ordersToday`, `totalAmount` of a field that is
 * called so. Every word must be explained; undefined where one is not.
 */
export function numberOf(path: string, subject: Subject): BlueprintStat | undefined {
  const said = path.split('.').flatMap(wordsOf)
  const words = subject.state === '' ? said : [subject.state, ...said]
  const [draft, left] = tableIn(words, subject)
  if (draft === undefined) return undefined
  return summed(draft, left) ?? counted(draft, left, words.length > left.length)
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .map(word => word.toLowerCase())
}

/** The table that words speak of, and the other words; else the one of the path. */
function tableIn(words: readonly string[], { drafts, draft }: Subject): [Draft | undefined, string[]] {
  for (const length of [3, 2, 1])
    for (let at = 0; at + length <= words.length; at++) {
      const text = words.slice(at, at + length).join('')
      const named = (one: Draft) =>
        [one.collection.name, one.collection.singular].some(name => plainWord(name) === text)
      const found = draft !== undefined && named(draft) ? draft : drafts.find(named)
      if (found !== undefined) return [found, [...words.slice(0, at), ...words.slice(at + length)]]
    }
  return [draft, [...words]]
}

/** A number field by its own name, with a word that says what is done with all of them: `totalAmount`, `averageRating`. */
function summed(draft: Draft, words: readonly string[]): BlueprintStat | undefined {
  const [first = '', ...rest] = words.filter(word => word !== 'of')
  const field = draft.fields.find(({ name, type }) => isNumeric(type) && plainWord(name) === rest.join(''))
  if (field === undefined) return undefined
  if (means.test(first)) return { of: draft.table, average: field.name }
  return adds.test(first) ? { of: draft.table, sum: field.name } : undefined
}

function counted(draft: Draft, words: readonly string[], named: boolean): BlueprintStat | undefined {
  const times = words.flatMap(word => since[word] ?? [])
  const states = words.filter(word => !counts.test(word) && !noise.test(word) && since[word] === undefined)
  const where = states.length === 0 ? undefined : stateOf(draft, states.join(''))
  const said = named || where !== undefined || words.some(word => counts.test(word))
  if (times.length > 1 || (states.length > 0 && where === undefined) || !said) return undefined
  const [time] = times
  return {
    of: draft.table,
    ...(where === undefined ? {} : { where }),
    ...(time === undefined ? {} : { since: time }),
  }
}

/** A value of an enum, or a flag: `pending`, `inProgress`, `published`. */
function stateOf({ fields }: Draft, word: string): NonNullable<BlueprintStat['where']> | undefined {
  const found = fields.flatMap(({ name, type, values = [] }): NonNullable<BlueprintStat['where']>[] => {
    const value = values.find(one => plainWord(one) === word)
    if (value !== undefined) return [{ [name]: value }]
    const flag = type === 'boolean' ? plainWord(name).replace(/^is/, '') : ''
    if (flag !== '' && flag === word) return [{ [name]: true }]
    return flag !== '' && (word === `un${flag}` || word === `in${flag}`) ? [{ [name]: false }] : []
  })
  return found.length === 1 ? found[0] : undefined
}
