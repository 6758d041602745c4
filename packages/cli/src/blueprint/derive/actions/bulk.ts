import type { Allow, BlueprintField } from '../../blueprint.ts'
import { hasBody, isFixed } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { fieldsOf } from '../facts/shape.ts'
import { camelCase, plainWord, upperFirst } from '../facts/words.ts'
import { allowOf } from '../policy/allow.ts'
import { reachOf } from '../policy/reach.ts'
import type { Draft } from '../tables/draft.ts'
import { isOwn } from '../tables/misfits.ts'
import { namedHoles } from '../tables/resources.ts'
import { type ActionFacts, callsOf, type Found } from './action.ts'
import { countAnswer } from './answer.ts'
import { isWritten, type SentList, sentList } from './list.ts'
import { askersOf, type Below, belowOf, isNamedById } from './place.ts'

const several = '(bulk|batch|many|multi|multiple|mass|all|selected)'
const deed = '(delete|remove|destroy|update|edit|patch|change|create|add|insert)'
const words = new RegExp(`^(${several}?${deed}${several}?|${several})?$`)
const deletes = /delete|remove|destroy/
const updates = /update|edit|patch|change/
const creates = /create|add|insert/

type Verb = 'create' | 'update' | 'delete'

/** A list, or none: every row then. */
type Sent = Omit<SentList, 'of'> & { readonly of: SentList['of'] | 'all' }

/** Several rows at once: `POST /products/bulk-delete` with ids, `POST /products/batch` with rows. */
export function bulkOf(facts: ActionFacts, ask: Ask): Found {
  const below = ask.method === 'GET' ? undefined : belowOf(facts.drafts, ask)
  if (below === undefined) return undefined
  const { draft } = below
  const word = plainDeed(below.word, ask)
  if (!words.test(word) && !takesAll(ask, word)) return undefined
  const sent: Sent | undefined = hasBody(ask)
    ? sentList(draft, ask.body)
    : takesAll(ask, word)
      ? everyRow
      : askedIds(draft, ask)
  if (sent === undefined) return undefined
  const verb = verbOf(ask, word, sent)
  const reason = whyNot(facts, ask, { draft, sent, verb })
  if (reason !== undefined || verb === undefined)
    return { unclear: reason ?? 'What is done with the rows is not seen.' }
  const answers = countAnswer(facts, ask, `${verb}d`)
  if (answers === undefined) return { unclear: 'What it answers with is not known for certain.' }
  const row = rowRule(facts, draft, { verb, ask })
  return {
    kind: 'bulk',
    name: nameOf(verb, below, ask),
    table: draft.table,
    method: ask.method,
    path: routeOf(namedHoles(facts.world, ask.segments)),
    on: draft.table,
    verb,
    list: sent.list,
    from: hasBody(ask) ? 'body' : 'query',
    of: sent.of,
    fields: [...sent.fields],
    ...(sent.within === undefined ? {} : { within: sent.within }),
    answers,
    row,
    allow: askersOf(row),
    ...callsOf([ask], 'likely'),
  }
}

/** `DELETE /products?ids=1,2`, `POST /products/update/status?ids=1,2&status=live`. */
function askedIds(draft: Draft, ask: Ask): SentList | undefined {
  const isIds = (name: string) => /^(.*_?ids)$/i.test(name) || (name === 'id' && ask.method === 'DELETE')
  const [list, ...others] = ask.query.filter(isIds)
  if (list === undefined || others.length > 0) return undefined
  const fields = ask.query.filter(name => name !== list).map(camelCase)
  const asked = fieldsOf(ask.queryShape)
  return {
    list: camelCase(list),
    of: 'ids',
    fields,
    unknown: fields.filter(name => !isWritten(draft, name, asked[name])),
  }
}

const everyRow: Sent = { list: '', of: 'all', fields: [], unknown: [] }

/** `DELETE /products`, with nothing that says which. */
function takesAll(ask: Ask, word: string): boolean {
  const isEvery = /^((delete|remove|clear)?all|clear|empty)?$/.test(word)
  return ask.method === 'DELETE' && isFixed(ask) && isEvery && ask.query.length === 0 && !hasBody(ask)
}

/** The one field that the path names behind what is done, and that is sent, says no more than the field: `update/status`. */
function plainDeed(word: string, ask: Ask): string {
  const [deed = ''] = /^(update|set|change|edit)/.exec(word) ?? []
  const named = [...ask.query, ...Object.keys(fieldsOf(ask.body))].map(plainWord)
  return deed !== '' && named.includes(word.slice(deed.length)) ? 'update' : word
}

function verbOf({ method }: Ask, word: string, { of, hasId }: Sent): Verb | undefined {
  if (of === 'all') return 'delete'
  if (deletes.test(word)) return 'delete'
  if (updates.test(word)) return 'update'
  if (creates.test(word)) return 'create'
  if (method === 'DELETE') return 'delete'
  if (method === 'PATCH' || method === 'PUT') return 'update'
  return of === 'rows' && hasId !== true ? 'create' : undefined
}

interface Seen {
  readonly draft: Draft
  readonly sent: Sent
  readonly verb: Verb | undefined
}

function whyNot({ world, wrapped }: ActionFacts, ask: Ask, { draft, sent, verb }: Seen): string | undefined {
  if (draft.table === 'users' && world.people.present) return 'Accounts of others are not changed together.'
  if (sent.of === 'all' && !isSameForAll(allowOf(world, draft, 'delete')) && !isOwn(draft, world))
    return 'Whose rows it takes away is not seen.'
  if (wrapped && hasBody(ask)) return 'Other bodies have an envelope, and this one has not.'
  if (sent.unknown.length > 0) return `What ${sent.unknown[0]} is in the body is not known for certain.`
  if (verb !== 'create' && !isNamedById(draft)) return 'Rows of this kind are not named by an id.'
  const [writes, rows] = [sent.fields.length > 0, sent.of === 'rows']
  const right = {
    delete: !rows && !writes,
    update: rows === (sent.hasId === true) && writes,
    create: rows && sent.hasId !== true,
  }
  if (verb === undefined || right[verb]) return verb === 'create' ? missing(draft, sent.fields) : undefined
  return `The body does not fit: to ${verb} several rows takes ${verb === 'create' ? 'rows' : 'ids'}.`
}

/** It does not hang on the row who may do it. */
function isSameForAll(allow: Allow): boolean {
  return typeof allow === 'string' || 'can' in allow
}

/** A row cannot be made without what it must have. */
function missing({ fields, children }: Draft, sent: readonly string[]): string | undefined {
  const needed = fields.find(
    field => field.required && field.default === undefined && field.server === undefined && !sent.includes(field.name),
  )
  const filled = fields.find(field => field.required && field.default === undefined && isFilledIn(field))
  if (children.length > 0 || filled !== undefined) return 'The server has a part in making rows of this kind.'
  return needed === undefined ? undefined : `A row needs its ${needed.name}, which is not sent.`
}

function isFilledIn({ server }: BlueprintField): boolean {
  return server !== undefined && server !== 'owner'
}

/** Who may do it to a row: as with the resource's own operation, where there is one, else as the pages say. */
export function rowRule({ world }: ActionFacts, draft: Draft, { verb, ask }: { verb: Verb; ask: Ask }): Allow {
  const own = ([verb, 'update', 'replace', 'delete'] as const).find(one => draft.collection.verbs.has(one))
  const staff: Allow = { can: `${draft.table}:write` }
  if (own === undefined && world.people.present && reachOf(world, [ask.key]) === 'staff') return staff
  return allowOf(world, draft, draft.collection.verbs.has(verb) ? verb : (own ?? verb))
}

/** `/products/bulk-delete` is `bulkDelete`; a path that does not say what is done, `deleteProducts`. */
function nameOf(verb: Verb, { draft, word }: Below, { segments }: Ask): string {
  const words = wordsOf(segments).map(camelCase)
  const own = words.slice(wordsOf(draft.collection.segments).length)
  if ([deletes, updates, creates].some(deed => deed.test(word))) return camelCase(own.join('-'))
  return `${verb}${upperFirst(words[wordsOf(draft.collection.segments).length - 1] ?? draft.collection.name)}`
}
