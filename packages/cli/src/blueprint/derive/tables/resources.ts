import type { Allow, BlueprintField, BlueprintResource } from '../../blueprint.ts'
import { endsInHole } from '../facts/ask.ts'
import { joinEvidence, weakest } from '../facts/evidence.ts'
import type { Ask } from '../facts/facts.ts'
import { placeOf, routeOf, type Segment } from '../facts/path.ts'
import { type Fields, fieldsOf } from '../facts/shape.ts'
import { kebabCase, singularOf } from '../facts/words.ts'
import { allowOf } from '../policy/allow.ts'
import { rowKeyOf } from './beside.ts'
import type { Collection, Verb } from './collection.ts'
import { type Draft, linesOf } from './draft.ts'
import { idOf, listWordsOf } from './filters.ts'
import { isAdded } from './members.ts'
import type { World } from './world.ts'

/** A resource that has no module yet. */
export type Homeless = Omit<BlueprintResource, 'module'>

/** The resources of all collections, of rows that are written with others, and of people who are only shown. */
export function makeResources(world: World, drafts: readonly Draft[], users: readonly BlueprintField[]): Homeless[] {
  const own = drafts.map(draft => makeResource(world, draft, users))
  const children = linesOf(drafts).map(({ child, draft }) => bare(child.table, child.table, draft))
  const hidden = drafts.find(draft => [...draft.embed.values()].includes('people'))
  const singletons = world.singletons.map(({ table, get, change }) => ({
    ...{ name: table, singular: singularOf(table), table, operations: {}, ...empty },
    certainty: 'likely' as const,
    evidence: joinEvidence([get.endpoint.evidence, change.endpoint.evidence]),
  }))
  return [...own, ...children, ...singletons, ...(hidden === undefined ? [] : [shownPeople(world, hidden, users)])]
}

function makeResource(world: World, draft: Draft, users: readonly BlueprintField[]): Homeless {
  const { collection } = draft
  const asks = [...collection.verbs.values()]
  const { unknown: _, ...words } = listWordsOf(world, draft)
  const path = pathOf(world, collection)
  const id = idOf(collection.hole, fieldsOf(collection.item))
  return {
    name: collection.name,
    singular: collection.singular,
    table: draft.table,
    ...(path === `/${kebabCase(collection.name)}` ? {} : { path }),
    ...(id === 'id' ? {} : { id }),
    operations: operationsOf(world, draft),
    ...empty,
    ...words,
    include: [...draft.include],
    embed: Object.fromEntries(draft.embed),
    children: Object.fromEntries(draft.children.map(child => [child.name, child.table])),
    computed: draft.computed.map(({ name }) => name),
    ...(draft.table === 'users' && world.people.present
      ? { only: shownOf(world, fieldsOf(collection.item), users) }
      : {}),
    certainty: weakest(asks.map(ask => ask.endpoint.certainty)),
    evidence: joinEvidence(asks.map(ask => ask.endpoint.evidence)),
  }
}

const empty = { filter: {}, sort: [], search: [], include: [], embed: {}, children: {}, computed: [] }

function operationsOf(world: World, draft: Draft): BlueprintResource['operations'] {
  const entries = [...draft.collection.verbs].map(([verb, ask]) => [
    verb,
    { endpoint: ask.key, allow: allowOf(world, draft, verb) },
  ])
  return Object.fromEntries(entries) as Partial<Record<Verb, { endpoint: string; allow: Allow }>>
}

/** The path of a collection, parameters called after the fields that stand in them. */
export function pathOf(world: World, collection: Collection): string {
  return routeOf(namedHoles(world, collection.segments))
}

/** A path with the words that are asked for. */
export function asWritten({ written }: Ask, segments: readonly Segment[]): Segment[] {
  return segments.map((segment, at) => ('word' in segment ? (written[at] ?? segment) : segment))
}

const usual = { list: 'GET', create: 'POST', get: 'GET', replace: 'PUT', update: 'PATCH', delete: 'DELETE' } as const

/** The operations that are asked for in another way than the path of the collection says: `POST /notes/create`. */
export function routesOf(world: World, { collection }: Draft): [operation: string, route: string][] {
  const path = pathOf(world, collection)
  const field = idOf(collection.hole, fieldsOf(collection.item))
  const id = field === 'id' ? idNameIn(world, collection) : field
  const holes = namedHoles(world, collection.segments)
  return [...collection.verbs].flatMap(([verb, ask]): [string, string][] => {
    const one = verb !== 'list' && verb !== 'create' && endsInHole(ask)
    const isOne = verb !== 'list' && verb !== 'create'
    const asked = one ? ask.written.slice(0, -1) : ask.written
    const named = asked.map((segment, at) => ('word' in segment ? segment : (holes[at] ?? segment)))
    const route = `${ask.method} ${routeOf(one ? [...named, { hole: id }] : named)}`
    return route === `${usual[verb]} ${path}${isOne ? `/:${id}` : ''}` ? [] : [[`${collection.name}.${verb}`, route]]
  })
}

/** What names the rows of operations whose path has no place for it, as the dialect says it. */
export function paramsOf(world: World, { collection }: Draft): [operation: string, params: Record<string, string>][] {
  const field = idOf(collection.hole, fieldsOf(collection.item))
  const id = field === 'id' ? idNameIn(world, collection) : field
  return [...collection.verbs].flatMap(([verb, ask]): [string, Record<string, string>][] => {
    const key = verb === 'list' || verb === 'create' ? undefined : rowKeyOf(ask)
    return key === undefined ? [] : [[`${collection.name}.${verb}`, { [id]: `${key.at}.${key.name}` }]]
  })
}

/** What rows of a collection are named by on the wire. */
export function idNameIn({ facts }: Pick<World, 'facts'>, { ownId }: Pick<Collection, 'ownId'>): string {
  return ownId ?? facts.idName
}

/**
 * Parameters by the names of the fields that stand in them: `slug` of articles. A plain id below which a collection or
 * another row stands is called after its row, `postId`, so that two ids in one path differ.
 */
export function namedHoles({ collections }: Pick<World, 'collections'>, segments: readonly Segment[]): Segment[] {
  return segments.map((segment, at) => {
    const parent = collections.find(({ place }) => place === placeOf(segments.slice(0, at)))
    if ('word' in segment || parent === undefined) return segment
    const id = idOf(parent.hole, fieldsOf(parent.item))
    const isAbove =
      collections.some(({ place }) => place === placeOf(segments)) ||
      segments.slice(at + 1).some(each => 'hole' in each)
    return { hole: id === 'id' && isAbove ? `${parent.singular}Id` : id }
  })
}

/** A resource without operations: its rows come and go with another's. */
function bare(name: string, table: string, { collection }: Draft): Homeless {
  const asks = [...collection.verbs.values()]
  return {
    name,
    singular: singularOf(name),
    table,
    operations: {},
    ...empty,
    certainty: 'likely',
    evidence: joinEvidence(asks.map(ask => ask.endpoint.evidence)),
  }
}

/** People whom answers show and whom no path asks for. */
function shownPeople(world: World, draft: Draft, users: readonly BlueprintField[]): Homeless {
  const [name = ''] = [...draft.embed].find(([, shownBy]) => shownBy === 'people') ?? []
  const shown = fieldsOf(fieldsOf(draft.collection.item)[name]?.shape)
  return { ...bare('people', 'users', draft), singular: 'person', only: shownOf(world, shown, users) }
}

/** The fields of a user that answers show, by what is known of one there. */
function shownOf(world: World, known: Fields, users: readonly BlueprintField[]): string[] {
  const fields = users.map(({ name }) => name).filter(name => Object.hasOwn(known, name))
  const stamps = Object.keys(known).filter(name => isAdded(name) && name !== '_id')
  // Whoever is listed can be named, though the code is not seen to read anything of them.
  const ids = stamps.includes('id') || (stamps.length === 0 && fields.length === 0) ? [world.facts.idName] : []
  return [...ids, ...fields, ...stamps.filter(name => name !== 'id')]
}
