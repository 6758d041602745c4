import { sentItem } from '../dialect/unwrap.ts'
import { hasBody } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { fieldsOf, isScalar } from '../facts/shape.ts'
import { camelCase, pastForms, plainWord, upperFirst } from '../facts/words.ts'
import type { Draft } from '../tables/draft.ts'
import { namedHoles } from '../tables/resources.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'
import { whoOf } from './transition.ts'

/** Sets a field of a row: `PATCH /orders/{id}/status` with a status, `POST /tasks/{id}/complete` of a flag. */
export function assignOf(facts: ActionFacts, ask: Ask): Found {
  if (!/^(POST|PUT|PATCH)$/.test(ask.method)) return undefined
  const row = ask.place.split('/').slice(0, -1).join('/')
  const draft = facts.drafts.find(({ collection }) => `${collection.place}/{}` === row)
  const word = wordsOf(ask.segments).at(-1) ?? ''
  if (draft === undefined) return undefined
  const fields = hasBody(ask) ? sentFields(draft, ask, word) : []
  const to = hasBody(ask) ? undefined : flagOf(draft, plainWord(word))
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
    ...(to === undefined ? {} : { to }),
    allow,
    ...callsOf([ask], 'likely'),
  }
}

/** One field, called as the path's last word: nothing else is sent. */
function sentFields(draft: Draft, ask: Ask, word: string): string[] | undefined {
  const [[name, field] = [], ...others] = Object.entries(fieldsOf(sentItem(ask)))
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
