import type { Allow, BlueprintField } from '../../blueprint.ts'
import { isStaffs } from '../auth/roles.ts'
import { initialOf } from '../columns/field.ts'
import { hasBody } from '../facts/ask.ts'
import type { Ask } from '../facts/facts.ts'
import { routeOf, wordsOf } from '../facts/path.ts'
import { camelCase, pastForms, plainWord } from '../facts/words.ts'
import { ownerOr } from '../policy/allow.ts'
import { reachOf } from '../policy/reach.ts'
import type { Draft } from '../tables/draft.ts'
import { namedHoles } from '../tables/resources.ts'
import { type ActionFacts, callsOf, type HomelessAction } from './action.ts'

/** A verb below a row that names a value of one of its fields: `POST /orders/{id}/cancel`. */
export function transitionOf(facts: ActionFacts, ask: Ask): HomelessAction | undefined {
  if (!/^(POST|PUT|PATCH)$/.test(ask.method) || hasBody(ask)) return undefined
  const row = ask.place.split('/').slice(0, -1).join('/')
  const draft = facts.drafts.find(({ collection }) => `${collection.place}/{}` === row)
  const word = wordsOf(ask.segments).at(-1) ?? ''
  const goal = draft === undefined ? undefined : goalOf(draft.fields, plainWord(word))
  if (draft === undefined || goal === undefined) return undefined
  return {
    kind: 'transition',
    name: camelCase(word),
    table: draft.table,
    ...(ask.method === 'PUT' || ask.method === 'PATCH' ? { method: ask.method } : {}),
    path: routeOf(namedHoles(facts.world, ask.segments)),
    on: draft.table,
    ...goal,
    allow: whoOf(facts, draft, ask),
    ...callsOf([ask], 'likely'),
  }
}

/** The field with a value that the verb leads to. Rows move from the value that they start with: the code does not say more. */
function goalOf(
  fields: readonly BlueprintField[],
  verb: string,
): { field: string; from: string[]; to: string } | undefined {
  const forms = [...pastForms(verb), verb]
  for (const { name, values, default: initial } of fields) {
    const to = values?.find(value => forms.includes(plainWord(value)))
    if (values === undefined || to === undefined) continue
    const start = typeof initial === 'string' ? initial : initialOf(values)
    const others = values.filter(value => value !== to)
    return { field: name, from: start === undefined || start === to ? others : [start], to }
  }
  return undefined
}

/** The owner or staff, as the pages and the rows say. */
export function whoOf({ world }: ActionFacts, draft: Draft, ask: Ask): Allow {
  if (!world.people.present) return 'anyone'
  const staff: Allow = { can: `${draft.table}:write` }
  const reach = reachOf(world, [ask.key])
  if (reach === 'staff') return staff
  if (draft.owner !== undefined) return ownerOr(world, draft.owner, staff)
  if (reach === 'signedIn') return 'signedIn'
  return isStaffs(world.roles) ? staff : 'signedIn'
}
