import { listWay } from '../dialect/unwrap.ts'
import { endsInHole } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { camelCase, isPlural, singularOf, upperFirst } from '../facts/words.ts'
import type { ActionFacts, HomelessAction } from './action.ts'
import { callsOf } from './action.ts'

const starts: Readonly<Record<string, string>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
}

/** A call whose meaning the code does not show. It is answered with 501 and the reason. */
export function pendingOf({ drafts, world }: ActionFacts, ask: Ask, reason: string | undefined): HomelessAction {
  const draft = drafts.find(
    ({ collection }) => ask.place === collection.place || ask.place.startsWith(`${collection.place}/`),
  )
  const calls = callsOf([ask])
  return {
    kind: 'pending',
    name: nameOf(ask),
    table: draft?.table ?? null,
    method: ask.method,
    path: routeOf(ask.written),
    reason: reason ?? reasonFor(ask, draft !== undefined),
    allow: 'anyone',
    ...calls,
    endpoints: [...calls.endpoints, ...(world.facts.twins.get(ask.key) ?? [])],
  }
}

function reasonFor(ask: Ask, belongs: boolean): string {
  if (wordsOf(ask.segments).length === 0) return 'Nothing but parameters stands in the path.'
  if (belongs) return 'It does something with a row, and what it does is not seen from the frontend.'
  if (ask.method === 'GET') return 'The answer comes from no table that is known.'
  return 'What it does is not seen from the frontend.'
}

/** `GET /imports/{id}` is `getImport`, `POST /payments/checkout` is `checkout`. */
function nameOf(ask: Ask): string {
  const word = camelCase(wordsOf(ask.segments).at(-1) ?? 'root')
  const start = starts[ask.method] ?? 'ask'
  if (ask.method === 'GET' && !endsInHole(ask) && (isPlural(word) || listWay(ask, ask.answer) !== undefined))
    return `list${upperFirst(word)}`
  if (endsInHole(ask) || isPlural(word)) return start + upperFirst(singularOf(word))
  return ask.method === 'POST' ? word : start + upperFirst(word)
}
