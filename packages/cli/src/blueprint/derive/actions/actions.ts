import type { Ask } from '../facts/facts.ts'
import { fitOr, isFit } from '../facts/names.ts'
import { routeOf } from '../facts/path.ts'
import type { Reserved } from '../facts/reserved.ts'
import { kebabCase, upperFirst } from '../facts/words.ts'
import { namedHoles } from '../tables/resources.ts'
import { tableOf } from '../tables/world.ts'
import { type ActionFacts, callsOf, type Found, type HomelessAction } from './action.ts'
import { withinRow } from './answer.ts'
import { assignOf } from './assign.ts'
import { bulkOf } from './bulk.ts'
import { distinctOf } from './distinct.ts'
import { exportOf } from './export.ts'
import { feedOf } from './feed.ts'
import { pendingOf } from './pending.ts'
import { reorderOf } from './reorder.ts'
import { searchOf } from './search.ts'
import { fromSingleton } from './singleton.ts'
import { statsOf } from './stats.ts'
import { tallyOf } from './tally.ts'
import type { Toggle } from './toggle.ts'
import { transitionOf } from './transition.ts'

/** An action for every call that no resource serves. What nothing reaches gets none. */
export function makeActions(
  facts: ActionFacts,
  asks: readonly Ask[],
  reserved: ReadonlyMap<Ask, Pick<Reserved, 'reason'>>,
): HomelessAction[] {
  const toggles = facts.world.toggles.map(toggle => fromToggle(facts, toggle))
  const singletons = facts.world.singletons.map(singleton => fromSingleton(facts, singleton))
  const joined = [
    ...facts.world.toggles.flatMap(({ add, remove }) => [add, remove]),
    ...facts.world.singletons.flatMap(({ get, change }) => [get, change]),
  ]
  const others = asks.filter(ask => ask.endpoint.live && !joined.includes(ask))
  const single = others.map(ask => actionOf(facts, ask, reserved.get(ask)?.reason))
  return withOwnNames([...toggles, ...singletons, ...single], facts)
}

/** The rules, the narrowest first. */
const rules: readonly ((facts: ActionFacts, ask: Ask) => Found)[] = [
  searchOf,
  exportOf,
  statsOf,
  feedOf,
  distinctOf,
  transitionOf,
  assignOf,
  tallyOf,
  reorderOf,
  bulkOf,
]

/** By the first rule that knows the call; else pending, with the reason of the first that nearly did. */
function actionOf(facts: ActionFacts, ask: Ask, reserved: string | undefined): HomelessAction {
  if (reserved !== undefined) return pendingOf(facts, ask, reserved)
  let reason: string | undefined
  for (const rule of rules) {
    const found = withinRow(facts, ask, rule(facts, ask))
    if (found !== undefined && 'kind' in found) return found
    reason ??= found?.unclear
  }
  return pendingOf(facts, ask, reason)
}

function fromToggle({ world }: ActionFacts, toggle: Toggle): HomelessAction {
  const table = tableOf(world, toggle.on)
  return {
    kind: 'toggle',
    name: toggle.word,
    table,
    path: routeOf(namedHoles(world, toggle.add.segments)),
    on: table,
    through: toggle.through,
    ...(table === 'users' ? { by: toggle.rowKey } : {}),
    allow: 'signedIn',
    ...callsOf([toggle.add, toggle.remove]),
  }
}

/** A file for each: two of one name, or one with the name of a resource, are called after their table too, or counted. */
function withOwnNames(actions: readonly HomelessAction[], { drafts, world }: ActionFacts): HomelessAction[] {
  const resources = drafts.flatMap(draft => [draft.collection.name, ...draft.children.map(({ table }) => table)])
  const taken = new Set([...resources, ...world.singletons.map(({ table }) => table)].map(kebabCase))
  return actions.map(action => {
    const first = fitOr(action.name, 'call')
    const counted = Array.from({ length: actions.length }, (_, at) => `${first}${at + 2}`)
    const names = [first, first + upperFirst(action.table ?? ''), ...counted]
    const name = names.find(one => isFit(one) && !taken.has(kebabCase(one))) ?? first
    taken.add(kebabCase(name))
    return { ...action, name }
  })
}
