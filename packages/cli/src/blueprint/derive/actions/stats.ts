import type { Allow, BlueprintStat } from '../../blueprint.ts'
import type { Shape } from '../../endpoint.ts'
import { follow } from '../dialect/unwrap.ts'
import { isFixed } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { isFit } from '../facts/names.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { elementOf, fieldsOf, isScalar } from '../facts/shape.ts'
import { camelCase, plainWord } from '../facts/words.ts'
import { allowOf } from '../policy/allow.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'
import { numberOf, type Subject } from './number.ts'
import { askersOf, belowOf } from './place.ts'

const words = /^(stats?|statistics?|summary|dashboard|counts?|metrics|overview|kpis?|totals?|analytics)$/
/** `unread-count`: of which rows stands before. */
const ending = /[-_](stats|counts?|summary|totals?)$/i
const day = /^(date|day)$/
const month = /^month$/

/** Numbers about tables, each by its name: `GET /orders/stats` with `total`, `pending`, `byStatus`. */
export function statsOf(facts: ActionFacts, ask: Ask): Found {
  const named = wordsOf(ask.segments).some(word => words.test(plainWord(word)) || ending.test(word))
  if (ask.method !== 'GET' || !isFixed(ask) || !named) return undefined
  const below = belowOf(facts.drafts, ask)
  const item = follow(ask, ask.reads, facts.style)
  if (item?.kind !== 'object') return { unclear: 'Which numbers it answers with is not seen.' }
  if (ask.query.length > 0) return { unclear: `What ${ask.query[0]} does to the numbers is not seen.` }
  const subject: Subject = {
    drafts: facts.drafts,
    draft: below?.draft,
    state: below === undefined ? '' : stateIn(below.word),
  }
  const values = valuesOf(item, '', subject)
  if (typeof values === 'string') return { unclear: `What ${values} counts is not known for certain.` }
  const tables = [...new Set(Object.values(values).map(({ of }) => of))]
  return {
    kind: 'stats',
    name: camelCase(wordsOf(ask.segments).at(-1) ?? 'stats'),
    table: below?.draft.table ?? (tables.length === 1 ? (tables[0] ?? null) : null),
    path: routeOf(ask.segments),
    values,
    allow: whoOf(facts, tables),
    ...callsOf([ask], 'likely'),
  }
}

/** `unread` of `/notifications/unread/count`: it narrows every number. */
function stateIn(word: string): string {
  return word.replace(/(stats?|statistics?|summary|dashboard|counts?|metrics|overview|kpis?|totals?|analytics)/g, '')
}

type Values = Record<string, BlueprintStat>

/** The numbers below a member; the name of the first that nothing explains. */
function valuesOf(shape: Shape, above: string, subject: Subject): Values | string {
  const found: Values = {}
  for (const [name, { shape: inner }] of Object.entries(fieldsOf(shape))) {
    const path = above === '' ? name : `${above}.${name}`
    if (!isFit(name)) return path
    const values = isScalar(inner) ? single(path, subject) : grouped(path, inner, subject)
    if (values === undefined) return path
    if (typeof values === 'string') return values
    Object.assign(found, values)
  }
  return found
}

function single(path: string, subject: Subject): Values | undefined {
  const number = numberOf(path, subject)
  return number === undefined ? undefined : { [path]: number }
}

/** `byStatus` with a value of the field for each name, rows of a value and a number, or just more names. */
function grouped(path: string, shape: Shape, subject: Subject): Values | string | undefined {
  const rows = fieldsOf(elementOf(shape))
  if (shape.kind === 'array') return rowsOf(path, Object.keys(rows), subject)
  const names = Object.keys(fieldsOf(shape))
  const by = byField(path, subject)
  const isValue = (name: string) => name.startsWith('{') || by?.values.includes(name)
  if (by !== undefined && subject.state === '' && names.length > 0 && names.every(isValue))
    return { [path]: { of: by.draft.table, by: by.field } }
  return valuesOf(shape, path, subject)
}

/** `[{ status, count }]`, `[{ date, count }]`: one name says what by, the other is the number. */
function rowsOf(path: string, names: readonly string[], subject: Subject): Values | undefined {
  const [one = '', other = ''] = names
  if (names.length !== 2) return undefined
  for (const [value, number] of [
    [one, other],
    [other, one],
  ] as const) {
    const every = day.test(value) ? 'day' : month.test(value) ? 'month' : undefined
    const plain = path.replace(/(Per|By)[A-Z]\w*$|(Day|Month|Date)$|^(daily|monthly)/, '')
    const counted = numberOf(`${plain}.${number}`, subject) ?? numberOf(number, subject)
    const by = byField(path, subject, value)
    if (counted === undefined || counted.since !== undefined) continue
    if (every !== undefined) return { [path]: { ...counted, by: 'createdAt', every, as: [value, number] } }
    if (by !== undefined && counted.of === by.draft.table)
      return { [path]: { ...counted, by: by.field, as: [value, number] } }
  }
  return undefined
}

/** The enum that a name speaks of: `byStatus`, `statusCounts`, `ordersByStatus`. */
function byField(path: string, { drafts, draft }: Subject, value?: string) {
  const word = plainWord(path.split('.').at(-1) ?? '')
  const choices = (draft === undefined ? drafts : [draft]).flatMap(one =>
    one.fields.flatMap(({ name, values = [] }) => {
      const stem = plainWord(name)
      const said = word.endsWith(`by${stem}`) || word === `${stem}counts` || word === `${stem}s` || word === `${stem}es`
      const fits = value === undefined ? said : plainWord(value) === stem
      const about = draft !== undefined || word.includes(plainWord(one.collection.singular))
      return values.length > 0 && fits && about ? [{ draft: one, field: name, values }] : []
    }),
  )
  return choices.length === 1 ? choices[0] : undefined
}

/** Whoever may list all of the tables; the rows are theirs to see anyway. */
function whoOf({ world, drafts }: ActionFacts, tables: readonly string[]): Allow {
  const read = drafts
    .filter(({ table }) => tables.includes(table))
    .map(draft => askersOf(allowOf(world, draft, 'list')))
  const held = read.find(allow => typeof allow === 'object')
  return held ?? (read.every(allow => allow === 'anyone') ? 'anyone' : 'signedIn')
}
