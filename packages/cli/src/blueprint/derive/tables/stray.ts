import type { Unresolved } from '../../endpoint.ts'
import { authNames, isServersToSay } from '../auth/names.ts'
import { type AuthAsks, type AuthName, loginName } from '../auth/operations.ts'
import { leafNames } from '../facts/ask.ts'
import { isOtherCase } from '../facts/casing.ts'
import { type Facts, isKey } from '../facts/facts.ts'
import { isFit, topOf } from '../facts/names.ts'
import { fieldsOf } from '../facts/shape.ts'
import { camelCase } from '../facts/words.ts'
import { rowKeyOf } from './beside.ts'
import type { Collection } from './collection.ts'
import type { Draft } from './draft.ts'
import type { World } from './world.ts'

/** Names in bodies that no column can have: they are ignored, and the comparison with the frontend knows it. */
export function strayFields({ people, words }: World, draft: Draft): Unresolved[] {
  const { collection, embed, children, owner, table } = draft
  const { verbs } = collection
  const isPeople = table === 'users' && people.present
  return [...verbs].flatMap(([verb, ask]) => {
    const { key, body, endpoint, query, written: segments } = ask
    if (verb === 'get') {
      const [place = { file: '', line: 1 }] = endpoint.evidence
      return query
        .filter(word => word !== words.include && word !== words.fields && word !== rowKeyOf(ask)?.name)
        .map(word => ({
          evidence: place,
          reason: `What the query word ${word.slice(0, 60)} does to one row is not seen. It is ignored.`,
          text: `${key}?${word}`,
        }))
    }
    // An object of which nothing is known has no leaves.
    const plain = endpoint.body.filter(name => !/[.[]/.test(name))
    const sent = verb === 'list' ? [] : [...new Set([...leafNames(body), ...plain])]
    const [evidence = { file: '', line: 1 }] = endpoint.evidence
    const ignored = (reason: string) => (name: string) => ({ evidence, reason, text: `${key} {${name.slice(0, 200)}}` })
    const above = children.flatMap(({ name }) =>
      endpoint.body.filter(each => each.endsWith(`${name}[].${collection.singular}Id`)),
    )
    const keys = segments.flatMap(segment => ('hole' in segment && isKey(segment.hole) ? [segment.hole] : []))
    return [
      ...sent.filter(name => !isFit(name)).map(ignored('No column can have the name of this field. It is ignored.')),
      ...endpoint.body
        .filter(name => embed.has(camelCase(topOf(withinRow(name, collection)))))
        .map(ignored('It is another row, which the path or the server knows. It is ignored in the body.')),
      ...(verb === 'create' ? endpoint.body.filter(name => camelCase(name) === collection.ownId) : []).map(
        ignored('The database makes it. It is ignored in the body.'),
      ),
      ...(verb === 'delete' ? endpoint.body.filter(name => name !== rowKeyOf(ask)?.name) : []).map(
        ignored('A row that is deleted takes nothing. It is ignored in the body.'),
      ),
      ...endpoint.body
        .filter(name => verb !== 'delete' && owner !== undefined && camelCase(name) === camelCase(owner))
        .map(ignored('The server knows whose row it is. It is ignored in the body.')),
      ...(isPeople ? endpoint.body.filter(name => isUnseen(name, collection) && !keys.includes(name)) : []).map(
        ignored('Nobody is shown it of others. It is ignored.'),
      ),
      ...above.map(ignored('It is the row that this one comes with. It is ignored in the body.')),
      ...endpoint.body.filter(name => keys.includes(name)).map(ignored('The path says it. It is ignored in the body.')),
    ]
  })
}

/** Words in the address of calls about an account, and what is sent there that the runtime does without: both are ignored. */
export function strayWords(auth: AuthAsks, casing: Facts['casing']): Unresolved[] {
  return [...auth].flatMap(([operation, { key, query, endpoint }]) => {
    const [evidence = { file: '', line: 1 }] = endpoint.evidence
    const reason = 'What this query word does is not seen from the frontend. It is ignored.'
    const words = query.map(word => ({ evidence, reason, text: `${key}?${word}` }))
    const sent = endpoint.body.filter(name =>
      isNeedless(operation, name.slice(name.lastIndexOf('.') + 1), endpoint.body),
    )
    const other = endpoint.body.filter(
      name => operation === 'auth.register' && !sent.includes(name) && isOtherCase(topOf(name), casing),
    )
    const ignored = (why: string) => (name: string) => ({
      evidence,
      reason: `${why} It is ignored.`,
      text: `${key} {${name}}`,
    })
    return [
      ...words,
      ...sent.map(ignored('The runtime does without it.')),
      ...other.map(ignored('It is written in another way than other names.')),
    ]
  })
}

/** Whoever signs in says who it is, and a password; whoever leaves is known by the session. */
function isNeedless(operation: AuthName, name: string, sent: readonly string[]): boolean {
  if (operation === 'auth.logout') return !authNames.refresh.test(name)
  if (operation === 'auth.delete') return !authNames.password.test(name)
  if (operation === 'auth.register') return isServersToSay(name) && !authNames.secret.test(name)
  const leaves = sent.map(each => each.slice(each.lastIndexOf('.') + 1))
  return operation === 'auth.login' && !authNames.password.test(name) && name !== loginName(leaves)
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
