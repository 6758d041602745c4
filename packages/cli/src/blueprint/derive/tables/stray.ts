import type { Unresolved } from '../../endpoint.ts'
import { authNames, isServersToSay } from '../auth/names.ts'
import { type AuthAsks, type AuthName, loginName } from '../auth/operations.ts'
import type { QueryWords } from '../dialect/query.ts'
import { leafNames } from '../facts/ask.ts'
import { isOtherCase } from '../facts/casing.ts'
import { type Ask, type Facts, isKey } from '../facts/facts.ts'
import { isFit, topOf } from '../facts/names.ts'
import { fieldsOf } from '../facts/shape.ts'
import { camelCase } from '../facts/words.ts'
import { rowKeyOf } from './beside.ts'
import type { Call } from './call.ts'
import type { Collection } from './collection.ts'
import type { Draft } from './draft.ts'
import type { World } from './world.ts'

/**
 * What calls about rows send and nothing takes: each is ignored, and the comparison with the frontend knows it. Lists say so
 * of their own words.
 */
export function strayFields(world: World, draft: Draft): Unresolved[] {
  return [...draft.collection.verbs].flatMap(([verb, ask]) => {
    if (verb === 'get') return strayQuery(ask, world.words)
    const needless = needlessIn({ world, draft, verb, ask })
    return Object.entries(needless).flatMap(([reason, names]) => names.map(name => inBody(ask, name, reason)))
  })
}

/** Words in the address of calls about an account, and what is sent there that the runtime does without. */
export function strayWords(auth: AuthAsks, casing: Facts['casing']): Unresolved[] {
  return [...auth].flatMap(([operation, ask]) => {
    const { query, endpoint } = ask
    const words = query.map(word => inQuery(ask, word, 'What this query word does is not seen from the frontend.'))
    const known = endpoint.body.filter(name => isNeedless(operation, leafOf(name), endpoint.body))
    const other = endpoint.body.filter(
      name => operation === 'auth.register' && !known.includes(name) && isOtherCase(topOf(name), casing),
    )
    return [
      ...words,
      ...known.map(name => inBody(ask, name, 'The runtime does without it.')),
      ...other.map(name => inBody(ask, name, 'It is written in another way than other names.')),
    ]
  })
}

function inBody({ key, endpoint }: Ask, name: string, reason: string): Unresolved {
  const [evidence = { file: '', line: 1 }] = endpoint.evidence
  return { evidence, reason: `${reason} It is ignored.`, text: `${key} {${name.slice(0, 200)}}` }
}

function inQuery({ key, endpoint }: Ask, word: string, reason: string): Unresolved {
  const [evidence = { file: '', line: 1 }] = endpoint.evidence
  return { evidence, reason: `${reason} It is ignored.`, text: `${key}?${word}` }
}

function strayQuery(ask: Ask, { include, fields }: QueryWords): Unresolved[] {
  const known = [include, fields, rowKeyOf(ask)?.name]
  const stray = ask.query.filter(word => !known.includes(word))
  return stray.map(word => inQuery(ask, word, `What the query word ${word.slice(0, 60)} does to one row is not seen.`))
}

/** The names in a body that a row does without, by the reason. */
function needlessIn({
  world,
  draft,
  verb,
  ask,
}: Pick<Call, 'world' | 'draft' | 'verb' | 'ask'>): Record<string, readonly string[]> {
  const { collection, embed, children, owner, table } = draft
  const { body } = ask.endpoint
  if (verb === 'list') return {}
  if (verb === 'delete') {
    const others = body.filter(name => name !== rowKeyOf(ask)?.name)
    return { 'A row that is deleted takes nothing.': others }
  }
  const keys = ask.written.flatMap(segment => ('hole' in segment && isKey(segment.hole) ? [segment.hole] : []))
  const isPeople = table === 'users' && world.people.present
  const isAbove = (name: string) => children.some(child => name.endsWith(`${child.name}[].${collection.singular}Id`))
  return {
    'No column can have the name of this field.': leavesOf(ask).filter(name => !isFit(name)),
    'It is another row, which the path or the server knows.': body.filter(name =>
      embed.has(camelCase(topOf(withinRow(name, collection)))),
    ),
    'The database makes it.': body.filter(name => verb === 'create' && camelCase(name) === collection.ownId),
    'The server knows whose row it is.': body.filter(
      name => owner !== undefined && camelCase(name) === camelCase(owner),
    ),
    'Nobody is shown it of others.': body.filter(
      name => isPeople && isUnseen(name, collection) && !keys.includes(name),
    ),
    'It is the row that this one comes with.': body.filter(isAbove),
    'The path says it.': body.filter(name => keys.includes(name)),
  }
}

/** The names of single values, and of objects of which nothing is known. */
function leavesOf({ body, endpoint }: Ask): string[] {
  return [...new Set([...leafNames(body), ...endpoint.body.filter(name => !/[.[]/.test(name))])]
}

function leafOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** Whoever signs in says who it is, and a password; whoever leaves is known by the session. */
function isNeedless(operation: AuthName, name: string, sent: readonly string[]): boolean {
  if (operation === 'auth.logout') return !authNames.refresh.test(name)
  if (operation === 'auth.delete') return !authNames.password.test(name)
  if (operation === 'auth.register') return isServersToSay(name) && !authNames.secret.test(name)
  return operation === 'auth.login' && !authNames.password.test(name) && name !== loginName(sent.map(leafOf))
}

/** What people are shown of each other is all that their list, and what is read of one, has. */
function isUnseen(name: string, { item }: Collection): boolean {
  const own = camelCase(topOf(name))
  return !Object.hasOwn(fieldsOf(item), own) && !authNames.password.test(own)
}

/** `article.author` of a body that names its row: `{ article: { author } }`. */
function withinRow(name: string, { singular }: Collection): string {
  return name.startsWith(`${singular}.`) ? name.slice(singular.length + 1) : name
}
