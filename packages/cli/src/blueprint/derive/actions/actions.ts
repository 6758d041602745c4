import type { Ask } from '../facts/facts.ts'
import { fitOr, isFit } from '../facts/names.ts'
import { routeOf } from '../facts/path.ts'
import type { Reserved } from '../facts/reserved.ts'
import { kebabCase, upperFirst } from '../facts/words.ts'
import { namedHoles } from '../tables/resources.ts'
import { tableOf } from '../tables/world.ts'
import { type ActionFacts, callsOf, type HomelessAction } from './action.ts'
import { distinctOf } from './distinct.ts'
import { feedOf } from './feeds.ts'
import { pendingOf } from './pending.ts'
import type { Toggle } from './toggles.ts'
import { transitionOf } from './transitions.ts'

/** An action for every call that no resource serves. What nothing reaches gets none. */
export function makeActions(
  facts: ActionFacts,
  asks: readonly Ask[],
  reserved: ReadonlyMap<Ask, Reserved>,
): HomelessAction[] {
  const toggles = facts.world.toggles.map(toggle => fromToggle(facts, toggle))
  const joined = facts.world.toggles.flatMap(({ add, remove }) => [add, remove])
  const others = asks.filter(ask => ask.endpoint.live && !joined.includes(ask))
  return withOwnNames([...toggles, ...others.map(ask => actionOf(facts, ask, reserved.get(ask)?.reason))], facts)
}

function actionOf(facts: ActionFacts, ask: Ask, reason: string | undefined): HomelessAction {
  if (reason !== undefined) return pendingOf(facts, ask, reason)
  return feedOf(facts, ask) ?? distinctOf(facts, ask) ?? transitionOf(facts, ask) ?? pendingOf(facts, ask, undefined)
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
function withOwnNames(actions: readonly HomelessAction[], { drafts }: ActionFacts): HomelessAction[] {
  const resources = drafts.flatMap(draft => [draft.collection.name, ...draft.children.map(({ table }) => table)])
  const taken = new Set(resources.map(kebabCase))
  return actions.map(action => {
    const first = fitOr(action.name, 'call')
    const counted = Array.from({ length: actions.length }, (_, at) => `${first}${at + 2}`)
    const names = [first, first + upperFirst(action.table ?? ''), ...counted]
    const name = names.find(one => isFit(one) && !taken.has(kebabCase(one))) ?? first
    taken.add(kebabCase(name))
    return { ...action, name }
  })
}
