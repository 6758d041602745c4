import type { Allow, Blueprint, BlueprintAuth, BlueprintResource, BlueprintTable } from '../blueprint.ts'
import { findAccounts, reservedBy, tenancyOf } from './accounts.ts'
import type { HomelessAction } from './actions/action.ts'
import { makeActions } from './actions/actions.ts'
import { isExport } from './actions/export.ts'
import { withNeeds } from './actions/needs.ts'
import { actionAnswers, actionBodies, actionRoutes } from './actions/routes.ts'
import { findSingletons } from './actions/singleton.ts'
import { findToggles } from './actions/toggle.ts'
import type { BuiltIns } from './auth/built-in.ts'
import { findCookies } from './auth/cookies.ts'
import { linksOf } from './auth/links.ts'
import type { AuthAsks } from './auth/operations.ts'
import { findPeople } from './auth/people.ts'
import { findRoles, type Roles } from './auth/roles.ts'
import { findSession } from './auth/session.ts'
import { loginField, usersFields } from './auth/users.ts'
import { emptyOnWire } from './columns/empty.ts'
import type { Detection } from './detection.ts'
import { makeDialect } from './dialect/dialect.ts'
import { findEnvelope, onWire } from './dialect/envelope.ts'
import { findWords } from './dialect/query.ts'
import { byPlace, compareText, joinEvidence } from './facts/evidence.ts'
import { type Ask, type Facts, readFacts } from './facts/facts.ts'
import { mergeDetections } from './facts/merge.ts'
import { withoutPassing } from './facts/passing.ts'
import { findReserved } from './facts/reserved.ts'
import { kebabCase, snakeCase } from './facts/words.ts'
import { makeFeatures } from './features/features.ts'
import type { FeatureFacts } from './features/from.ts'
import { intoModules } from './modules.ts'
import { makeDrafts } from './tables/build.ts'
import { findCollections } from './tables/collection.ts'
import type { Draft } from './tables/draft.ts'
import { listWordsOf } from './tables/filters.ts'
import { findMisfits } from './tables/misfits.ts'
import { idNameIn, makeResources, paramsOf, routesOf } from './tables/resources.ts'
import { strayFields, strayWords } from './tables/stray.ts'
import { makeComputed, makeTables } from './tables/tables.ts'
import { ownAnswers } from './tables/unread.ts'
import type { World } from './tables/world.ts'
import { withTenants } from './tenancy/tables.ts'

/**
 * Derives the backend that one or more frontends ask for. Pure: the same detections give the same bytes. What has no
 * rule becomes a pending action with the reason; nothing is left out in silence.
 */
export function deriveBlueprint(detections: readonly Detection[], options: { name: string }): Blueprint {
  const detection = withoutPassing(mergeDetections(detections))
  const apart: Apart = { sockets: [], operations: [], sdk: [], ...detection }
  const settled = settledWorld(detection)
  const { world, drafts, envelope, session, reserved, free, builtIns, tenancy, misfits, loginLeft } = settled
  const { facts, auth, roles, words } = world
  const users = world.people.present ? usersFields(world) : []
  const served = new Set(world.collections.flatMap(({ verbs }) => [...verbs.values()]))
  const tables = makeTables(world, drafts)
  const resources = makeResources(world, drafts, tables.find(({ name }) => name === 'users')?.fields ?? [])
  const seen = { world, drafts, style: envelope.itemStyle, wrapped: envelope.body !== undefined }
  const followed = facts.links.filter(ask => reserved.has(ask) || isExport(seen, ask))
  const asked = [...free, ...followed].filter(ask => !served.has(ask))
  const actions = makeActions(seen, asked, new Map([...reserved, ...misfits]))
  const read = { facts, auth, builtIns, tenancy, words, lists: listsOf(facts.asks) }
  const verbs = drafts.flatMap(({ collection: { name, verbs } }) => [...verbs.keys()].map(verb => `${name}.${verb}`))
  const routes = [...drafts.flatMap(draft => routesOf(world, draft)), ...actionRoutes(actions, facts.asks, verbs)]
  const wraps = { verbs, envelope }
  const answers = [...ownAnswers({ ...settled, users }), ...actionAnswers(actions, facts.asks, wraps)]
  const stray = drafts.flatMap(draft => [...listWordsOf(world, draft).unknown, ...strayFields(world, draft)])
  const parts = intoModules({ tables: withIds(tables, resources), resources, actions, signIn: world.people.present })
  const owned = withTenants({ ...parts, ...withNeeds(parts, drafts) }, tenancy, facts)
  const named = owned.tables.map(table => withParts(withIdName(table, world, drafts), facts))
  const people = authOf(world, owned.resources, { providers: builtIns.providers, loginLeft })
  const files = new Set(followed.filter(ask => !reserved.has(ask)).map(({ key }) => key.slice(0, 80)))
  const answered = new Set([...files, ...pendingOf(actions)])
  const outside = facts.outside.filter(({ text }) => !answered.has(text))
  const unresolved = [...(detection.unresolved ?? []), ...outside, ...stray, ...strayWords(auth, facts.casing)]
  return {
    version: 1,
    name: nameOf(options.name),
    frontends: detections.map(frontendOf),
    base: facts.base,
    endpoints: [...detection.endpoints],
    ...apartOf(apart),
    dialect: makeDialect({
      ...read,
      session,
      identity: people?.identity,
      envelope,
      drafts,
      answers,
      bodies: actionBodies(actions, facts.asks, wraps),
      routes,
      params: drafts.flatMap(draft => paramsOf(world, draft)),
      loginLeft,
      strayWords: stray.length > 0,
    }),
    ...(people === undefined ? {} : { auth: people }),
    ...(tenancy === undefined ? {} : { tenancy: tenancyOf(tenancy, owned.tables, world.roles) }),
    tables: named,
    computed: makeComputed(drafts),
    resources: owned.resources,
    actions: parts.actions,
    features: makeFeatures({ ...read, ...apart, endpoints: detection.endpoints, roles, reserved }),
    thirdParty: [...(detection.thirdParty ?? [])],
    unresolved: unresolved.sort((a, b) => byPlace(a.evidence, b.evidence) || compareText(a.text, b.text)),
    problems: [...(detection.problems ?? [])],
  }
}

/** What is answered with 501 says so to whoever asks by the same route. */
function pendingOf(actions: readonly HomelessAction[]): string[] {
  return actions.flatMap(({ kind, endpoints }) => (kind === 'pending' ? endpoints.map(key => key.slice(0, 80)) : []))
}

type Apart = Pick<FeatureFacts, 'sockets' | 'operations' | 'sdk'>

/** What is asked beside endpoints: sockets, and GraphQL operations and calls of packages where there are any. */
function apartOf({ sockets, operations, sdk }: Apart): Pick<Blueprint, 'sockets' | 'operations' | 'sdk'> {
  return {
    sockets: [...sockets],
    ...(operations.length === 0 ? {} : { operations: [...operations] }),
    ...(sdk.length === 0 ? {} : { sdk: [...sdk] }),
  }
}

function frontendOf({ root = '.', framework = 'unknown', build }: Detection): Blueprint['frontends'][number] {
  return { root, framework, ...(build === undefined ? {} : { build }) }
}

/** Rounds in which calls are found that fit no table; each may take away what others lean on. */
const ROUNDS = 5

/** Tables of those calls only that fit them: what is left out of one round may leave others without a place. */
function settledWorld(detection: Detection) {
  const reasons = new Map<string, string>()
  for (let round = 1; ; round++) {
    const read = readWorld(detection, reasons)
    const drafts = makeDrafts(read.world)
    const found = findMisfits({ ...read, drafts, users: read.world.people.present ? usersFields(read.world) : [] })
    if (found.size === 0 || round > ROUNDS) {
      const misfits = read.free.flatMap(ask => {
        const reason = reasons.get(ask.key)
        return reason === undefined ? [] : [[ask, { reason }] as const]
      })
      return { ...read, drafts, misfits }
    }
    for (const [key, reason] of found) reasons.set(key, reason)
  }
}

/** Everything that is known before tables are made, without the calls that are left to the user. */
function readWorld(detection: Detection, misfits: ReadonlyMap<string, string>) {
  const facts = readFacts(detection)
  const { auth, bare, builtIns, tenancy, free, loginLeft } = findAccounts(facts)
  const reserved = new Map([...findReserved(facts), ...reservedBy(builtIns, tenancy)])
  const rows = free.filter(ask => !reserved.has(ask) && !misfits.has(ask.key))
  const envelope = onWire(findEnvelope(free, [...auth.values()]), facts.casing)
  const session = findSession(auth, {
    style: envelope.itemStyle,
    bare,
    casing: facts.casing,
    cookie: findCookies(auth, facts)?.needed === true,
  })
  const singletons = findSingletons(rows, envelope.itemStyle, { signIn: auth.has('auth.login'), casing: facts.casing })
  const single = new Set(singletons.flatMap(({ get, change }) => [get, change]))
  const many = rows.filter(ask => !single.has(ask))
  const collections = findCollections(many, envelope.itemStyle)
  const toggles = auth.has('auth.login') ? findToggles(many, collections, envelope.itemStyle) : []
  const people = findPeople(auth, session, { collections, toggles })
  const roles = people.present ? findRoles(people.known, facts.signals) : findRoles({ kind: 'unknown' }, {})
  const words = findWords(listsOf(rows))
  const world: World = { facts, auth, words, collections, toggles, singletons, people, roles }
  return { world, envelope, session, reserved, free, builtIns, tenancy, loginLeft }
}

function listsOf(asks: readonly Ask[]): Ask[] {
  return asks.filter(ask => ask.method === 'GET' && ask.query.length > 0)
}

function authOf(
  world: World,
  resources: readonly BlueprintResource[],
  { providers, loginLeft }: Pick<BuiltIns, 'providers'> & { readonly loginLeft: boolean },
): BlueprintAuth | undefined {
  if (!world.people.present) return undefined
  const { auth, roles } = world
  return {
    users: 'users',
    identity: loginField(world),
    operations: operationsOf(auth, loginLeft),
    roles: permissionsOf(roles, resources),
    ...(roles.flag === undefined ? {} : { admin: roles.flag }),
    ...(renews(auth) ? {} : { access: '30d' }),
    ...optionsOf(world),
    ...(Object.keys(providers).length === 0 ? {} : { oidc: { ...providers } }),
    evidence: joinEvidence([...auth.values()].map(ask => ask.endpoint.evidence)),
  }
}

/** What the options of auth say besides. */
function optionsOf({ auth, facts }: World): Pick<BlueprintAuth, 'cookie' | 'verify' | 'links'> {
  const links = linksOf(auth, facts.signals)
  return {
    ...(findCookies(auth, facts)?.needed === true ? { cookie: true } : {}),
    ...(auth.has('auth.verify') ? { verify: 'later' } : {}),
    ...(Object.keys(links).length === 0 ? {} : { links }),
  }
}

/** True when some live code gets a new token for one that is over. */
function renews(auth: AuthAsks): boolean {
  return auth.get('auth.refresh')?.endpoint.live === true
}

function operationsOf(auth: AuthAsks, loginLeft: boolean): Record<string, string> {
  const served = [...auth].filter(([name]) => name !== 'auth.login' || !loginLeft)
  return Object.fromEntries(served.map(([name, ask]) => [name, ask.key]))
}

/** The first role makes what any signed-in user may make; the admin may everything; the others what staff may. */
function permissionsOf(roles: Roles, resources: readonly BlueprintResource[]): Record<string, string[]> {
  const { all, initial, admin } = roles
  if (initial === undefined) return {}
  const staffed = resources.filter(({ operations }) =>
    Object.values(operations).some(({ allow }) => asksPermission(allow)),
  )
  const made = staffed.filter(({ operations }) => operations.create?.allow === 'signedIn')
  const others = all.filter(role => role !== initial)
  const permissions = others.map(
    role => [role, role === admin ? ['*'] : [...new Set(staffed.map(({ table }) => `${table}:*`))]] as const,
  )
  return Object.fromEntries([[initial, made.map(({ table }) => `${table}:create`)], ...permissions])
}

function asksPermission(allow: Allow): boolean {
  if (typeof allow === 'string') return false
  return 'can' in allow || ('or' in allow && allow.or.some(asksPermission))
}

/** A name as blueprints have it: lower case, words joined by hyphens. */
function nameOf(name: string): string {
  const plain = kebabCase(name.replace(/[^A-Za-z0-9]+/g, '-')).replace(/-+/g, '-')
  const trimmed = plain.toLowerCase().replace(/^[^a-z]+|-+$/g, '')
  return trimmed === '' ? 'backend' : trimmed
}

/** Parts that begin empty, with the names that the code reads. */
function withParts(table: BlueprintTable, { casing, idName }: Facts): BlueprintTable {
  if (casing === 'camel' && idName === 'id') return table
  const wire = (name: string) => (name === 'id' ? idName : casing === 'snake' ? snakeCase(name) : name)
  const fields = table.fields.map(field =>
    field.type === 'json' && field.default !== undefined
      ? { ...field, default: emptyOnWire(field.default, wire) }
      : field,
  )
  return { ...table, fields }
}

/** The id under the name that it has on the wire. */
function withIdName(table: BlueprintTable, world: World, drafts: readonly Draft[]): BlueprintTable {
  const own = drafts.find(draft => draft.table === table.name && draft.collection.ownId !== undefined)
  const idName = own === undefined ? world.facts.idName : idNameIn(world, own.collection)
  return idName === 'id' || table.keys !== undefined ? table : { ...table, keys: [idName] }
}

/** A field that stands in the path of a resource names one row, so it is never null and never twice. */
function withIds<T extends Pick<BlueprintTable, 'name' | 'fields'>>(
  tables: readonly T[],
  resources: readonly Pick<BlueprintResource, 'table' | 'id'>[],
): T[] {
  const ids = new Set(resources.map(({ table, id }) => `${table}.${id}`))
  return tables.map(table => ({
    ...table,
    fields: table.fields.map(field =>
      ids.has(`${table.name}.${field.name}`) ? { ...field, required: true, unique: true } : field,
    ),
  }))
}
