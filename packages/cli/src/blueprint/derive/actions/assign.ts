import type { Field } from '../../endpoint.ts'
import { sentItem } from '../dialect/unwrap.ts'
import { endsInHole, hasBody } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { type Fields, fieldsOf, isScalar, unknownShape } from '../facts/shape.ts'
import { camelCase, pastForms, plainWord, upperFirst } from '../facts/words.ts'
import type { Draft } from '../tables/draft.ts'
import { namedHoles } from '../tables/resources.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'
import { belowOf } from './place.ts'
import { whoOf } from './transition.ts'

/**
 * Sets a field of a row: `PATCH /orders/{id}/status` with a status, `POST /orders/update/status/{id}?status=`, `POST
 * /tasks/{id}/complete` of a flag.
 */
export function assignOf(facts: ActionFacts, ask: Ask): Found {
  if (!/^(POST|PUT|PATCH)$/.test(ask.method)) return undefined
  const named = rowOf(facts, ask)
  if (named === undefined) return undefined
  const { draft, word } = named
  const isAsked = !hasBody(ask) && ask.query.length > 0
  const fields = hasBody(ask) || isAsked ? sentFields(draft, ask, word) : []
  const to = hasBody(ask) || isAsked || endsInHole(ask) ? undefined : flagOf(draft, plainWord(word))
  if (fields === undefined || (fields.length === 0 && to === undefined)) return undefined
  const rule = draft.fields.find(({ name }) => name === (to?.field ?? fields[0]))?.write
  const allow = typeof rule === 'object' ? rule : whoOf(facts, draft, ask)
  return {
    kind: 'assign',
    name: to === undefined ? `set${upperFirst(camelCase(word))}` : camelCase(word),
    table: draft.table,
    method: ask.method,
    path: routeOf(namedHoles(facts.world, ask.segments)),
    on: draft.table,
    fields,
    ...(isAsked ? { from: 'query' as const } : {}),
    ...(to === undefined ? {} : { to }),
    allow,
    ...callsOf([ask], 'likely'),
  }
}

/** The rows, and the word behind or before the one that is set; what is done says no more than the method. */
function rowOf({ drafts }: ActionFacts, ask: Ask): { draft: Draft; word: string } | undefined {
  if (endsInHole(ask)) {
    const below = belowOf(drafts, { ...ask, segments: ask.segments.slice(0, -1) })
    const [, word = ''] = /^(?:update|set|change|edit)(.+)$/.exec(below?.word ?? '') ?? []
    return below === undefined || word === '' ? undefined : { draft: below.draft, word }
  }
  const row = ask.place.split('/').slice(0, -1).join('/')
  const draft = drafts.find(({ collection }) => `${collection.place}/{}` === row)
  return draft === undefined ? undefined : { draft, word: wordsOf(ask.segments).at(-1) ?? '' }
}

/** What is sent beside what names the row, which the path does already. */
function sentIn(ask: Ask): Fields {
  const isKey = (name: string) => /^_?id$/i.test(name) && endsInHole(ask)
  const asked = ask.query.map((name): [string, Field] => [
    camelCase(name),
    fieldsOf(ask.queryShape)[name] ?? { shape: unknownShape, optional: false },
  ])
  const sent = hasBody(ask) ? Object.entries(fieldsOf(sentItem(ask))) : asked
  return Object.fromEntries(sent.filter(([name]) => !isKey(name)))
}

/** One field, called as the path's last word: nothing else is sent. */
function sentFields(draft: Draft, ask: Ask, word: string): string[] | undefined {
  if (hasBody(ask) && ask.query.length > 0) return undefined
  const [[name, field] = [], ...others] = Object.entries(sentIn(ask))
  if (name === undefined || field === undefined || others.length > 0 || !isScalar(field.shape)) return undefined
  const known = draft.fields.find(one => one.name === name && one.server === undefined)
  const isNamed = [plainWord(name), plainWord(name).replace(/^is/, '')].includes(plainWord(word))
  return known !== undefined && isNamed ? [name] : undefined
}

/** `archive` of `archived`, `deactivate` of `active`, `unpublish` of `published`. */
function flagOf({ fields }: Draft, verb: string): { field: string; value: boolean } | undefined {
  const flags = fields.filter(({ type, server }) => type === 'boolean' && server === undefined)
  const [, opposite = ''] = /^(?:un|de|dis)(\w{3,})$/.exec(verb) ?? []
  const named = (name: string, word: string) => {
    const flag = plainWord(name).replace(/^is/, '')
    return (
      [...pastForms(word), word, word.replace(/ate$/, 'e')].includes(flag) ||
      flag === `${word.replace(/^able$/, 'enable')}d`
    )
  }
  const found = flags.flatMap(({ name }) => {
    if (named(name, verb)) return [{ field: name, value: true }]
    return opposite !== '' && named(name, opposite) ? [{ field: name, value: false }] : []
  })
  return found.length === 1 ? found[0] : undefined
}
