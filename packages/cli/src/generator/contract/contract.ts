import type { Blueprint, BlueprintField, BlueprintResource } from '../../blueprint/blueprint.ts'
import { asAnswered } from '../../blueprint/compare/answered.ts'
import { authNames } from '../../blueprint/derive/auth/names.ts'
import { loginName } from '../../blueprint/derive/auth/operations.ts'
import type { Endpoint, Shape } from '../../blueprint/endpoint.ts'
import type { Model } from '../emit/model.ts'
import { tablesOf } from '../emit/together.ts'
import { firstValue } from '../seeds/ids.ts'
import { type DemoLogin, demoLogins } from '../seeds/logins.ts'
import { type DemoRows, demoRows } from '../seeds/rows.ts'
import { demoTenants } from '../seeds/tenants.ts'
import { camelCase, snakeCase } from '../words/names.ts'
import { actionStep } from './action.ts'
import { type BodyPlace, bodyOf } from './body.ts'
import { builtInStep, withKnown } from './built-in.ts'
import { afterSources, inOrder } from './order.ts'
import { type People, peopleOf, personFor, personName } from './person.ts'
import { queryOf } from './query.ts'
import { readsOf } from './reads.ts'
import { isNeverThere, keptRow, movable, namedOwner, noRow, shownOwner, unnamed } from './rows.ts'
import { askedFor, keyOf, type Served, servedBy } from './served.ts'
import { type BesideValue, Sources } from './sources.ts'
import { type Contract, type ContractStep, type ContractValue, isEarlier, sentBy } from './value.ts'

/**
 * The requests that the frontend makes, in an order in which they can be made, with what its code reads from each
 * answer. Made from the endpoints of the blueprint; what was generated is not asked.
 */
export function contractOf(model: Model): Contract {
  const { blueprint } = model
  const logins = demoLogins(model)
  const login = blueprint.auth?.operations['auth.login']
  const rows = demoRows(model)
  // Somebody else than the one who follows, likes or reads the feed.
  const other = logins.at(Object.keys(blueprint.auth?.roles ?? {}).length > 0 ? 0 : -1)
  const sources = new Sources(blueprint, (table, field) =>
    table === model.users ? other?.columns[field] : firstValue(model, rows, { table, field }),
  )
  const people = peopleOf(logins)
  const asked = askedFor(blueprint).map(endpoint => ({ endpoint, served: servedBy(blueprint, keyOf(endpoint)) }))
  const steps = inOrder(asked, { tables: blueprint.tables.map(({ name }) => name), users: model.users }).map(
    ({ endpoint, served }) => stepOf(endpoint, served, { model, rows, sources, people, login }),
  )
  const signIn = blueprint.endpoints.find(endpoint => keyOf(endpoint) === login)
  if (signIn === undefined) return { ...ownLogin(model, logins), steps: afterSources(steps) }
  const bodies = logins.map(
    each =>
      [personName(each), loginBody(signIn, each, { model, sources, columns: [], login, changes: false })] as const,
  )
  return {
    login: {
      ask: keyOf(signIn),
      token: blueprint.auth?.cookie === true ? cookieName : tokenName(signIn, blueprint),
      people: Object.fromEntries(bodies),
    },
    steps: afterSources(steps),
  }
}

/** Where the frontend's own login is not written yet, people sign in where the runtime has it. */
function ownLogin(model: Model, logins: readonly DemoLogin[]): Pick<Contract, 'login'> {
  const { auth, base, dialect } = model.blueprint
  if (auth === undefined || logins.length === 0) return {}
  const paths = (dialect.paths ?? {}) as Readonly<Record<string, string>>
  const [method, path] = (paths['auth.login'] ?? 'POST /auth/login').split(' ')
  const token = slotName(dialect) ?? usualToken(model.blueprint)
  const bodies = logins.map(each => [personName(each), withLogin(bareLogin(model), each) ?? {}] as const)
  const people = Object.fromEntries(bodies)
  return { login: { ask: `${method} ${base.path}${path}`, token: auth.cookie === true ? cookieName : token, people } }
}

const cookieName = '__Host-access'

interface Ask {
  readonly model: Model
  readonly rows: DemoRows
  readonly sources: Sources
  readonly people: People
  readonly login: string | undefined
}

function stepOf(endpoint: Endpoint, served: Served, ask: Ask): ContractStep {
  const { model, rows, sources, people } = ask
  const pending = served.kind === 'action' && served.action.kind === 'pending'
  // A login that is not written yet gives no token to renew.
  const unsigned = served.kind === 'auth' && served.operation === 'auth.refresh' && ask.login === undefined
  const own = served.kind === 'auth' ? builtInStep(served.operation, model.blueprint) : undefined
  const builtIn = unsigned ? ({ gives: 401 } as const) : own
  const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const anew = endpoint.method === 'DELETE' && served.kind === 'resource'
  const found = new Map(sources.params(endpoint, anew))
  const moved = movable(served, { model, rows })
  if (moved !== undefined) found.set(names.at(-1) ?? '', moved)
  const params = names.map((name): [string, ContractValue] => [
    name,
    isTenant(endpoint, name, model) ? (demoTenants(0)[0]?.slug ?? '') : (found.get(name) ?? null),
  ])
  const made = pending ? undefined : withKnown(bodyFor(endpoint, served, ask), served, model.blueprint)
  const beside = pending ? [] : sources.beside(endpoint, served, anew)
  const body = withRow(made, beside, endpoint)
  const named = [...params.map(([, value]) => value), ...beside.map(({ value }) => value)]
  const more = served.kind === 'action' ? actionStep(endpoint, served.action, { model, sources, body }) : {}
  return {
    ask: keyOf(endpoint),
    at: placeOf(endpoint),
    as: personFor(served, people, { model, owner: shownOwner(served, model, rows) ?? namedOwner(named, model, rows) }),
    gives: pending
      ? 501
      : (builtIn?.gives ?? noRow(served, model, rows) ?? unnamed(served, params) ?? keptRow(served, model, rows)),
    params: builtIn?.id === undefined ? Object.fromEntries(params) : { [names[0] ?? 'id']: builtIn.id },
    query: {
      ...queryOf(endpoint, served, model.blueprint.dialect),
      ...Object.fromEntries(beside.flatMap(({ at, name, value }) => (at === 'query' ? [[name, value]] : []))),
    },
    body,
    reads:
      pending || builtIn?.gives !== undefined || isNeverThere(served, model, rows)
        ? {}
        : readsOf(
            asAnswered(
              withoutTwins(withoutOpen(withoutSecrets(endpoint, served, model), served, model)),
              partsIn(served, model),
            ),
            listsIn(served, model),
          ),
    ...more,
  }
}

/** The body with what names the row, in the place that the code has for it. */
function withRow(body: ContractValue | undefined, beside: readonly BesideValue[], { body: sent }: Endpoint) {
  return beside.reduce<ContractValue | undefined>((made, { at, name, value }) => {
    const path = at === 'body' ? sent.find(each => each === name || each.endsWith(`.${name}`)) : undefined
    return path === undefined ? made : withMember(made, path.split('.'), value)
  }, body)
}

function withMember(
  body: ContractValue | undefined,
  [name, ...rest]: readonly string[],
  value: ContractValue,
): ContractValue {
  const members =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, ContractValue>) : {}
  return name === undefined ? value : { ...members, [name]: withMember(members[name], rest, value) }
}

/** The names of lists in a part that begins empty. */
function emptyLists(name: string, value: unknown): string[] {
  if (Array.isArray(value)) return [name]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => emptyLists(key, part))
}

/** No answer has a password: what the code reads of one is nothing. */
function withoutSecrets(endpoint: Endpoint, served: Served, { users }: Model): Endpoint {
  if (served.kind !== 'resource' || served.resource.table !== users) return endpoint
  return { ...endpoint, reads: endpoint.reads.filter(name => !authNames.secret.test(name.split('.').at(-1) ?? '')) }
}

/** Rows of other tables that come along with one: a row that was made in the test has none. */
function listsIn(served: Served, { blueprint, table, users }: Model): string[] {
  const isOne = served.kind === 'auth' || (served.kind === 'resource' && served.verb !== 'list')
  const name = served.kind === 'resource' ? served.resource.table : users
  if (!isOne || name === undefined) return []
  const columns = table(name).fields
  const fields = new Set(columns.map(({ name }) => name))
  const parts = columns.flatMap(field => (field.type === 'json' ? emptyLists(field.name, field.default) : []))
  const embed = served.kind === 'resource' ? Object.keys(served.resource.embed) : []
  const many = [...embed.filter(name => !fields.has(`${name}Id`)), ...parts]
  return many.map(name => (blueprint.dialect.casing === 'snake' ? snakeCase(name) : name))
}

/** Code that takes `clientName` or `client_name` finds the first. */
function withoutTwins(endpoint: Endpoint): Endpoint {
  const reads = new Set(endpoint.reads)
  const plain = (read: string) => read.replace(/[^.[\]]+$/, name => camelCase(name))
  return { ...endpoint, reads: endpoint.reads.filter(read => plain(read) === read || !reads.has(plain(read))) }
}

/** A part is kept as it is sent: of what no body has in it only the part around it is read. */
function withoutOpen(endpoint: Endpoint, served: Served, { blueprint, table }: Model): Endpoint {
  const columns = served.kind === 'resource' ? table(served.resource.table).fields : []
  const isKept = (name: string) => columns.some(each => each.type === 'json' && each.name === camelCase(name))
  const parts = objectsIn(served, blueprint).filter(([name]) => isKept(name))
  const cut = (read: string): string =>
    parts.reduce((rest, [name, shape]) => {
      const at = `.${rest}`.indexOf(`.${name}.`)
      return at < 0 ? rest : `${rest.slice(0, at)}${knownPart(name, shape, rest.slice(at + name.length + 1))}`
    }, read)
  return parts.length === 0 ? endpoint : { ...endpoint, reads: [...new Set(endpoint.reads.map(cut))] }
}

/** `config.address.street` of `{ config: { address: {} } }`: `config.address`. */
function knownPart(name: string, shape: Shape, read: string): string {
  const [step = '', ...rest] = read.split('.')
  const inner = shape.kind === 'object' ? shape.fields[step.replaceAll('[]', '')]?.shape : undefined
  if (inner === undefined) return name
  return rest.length === 0 || inner.kind !== 'object'
    ? `${name}.${read}`
    : `${name}.${knownPart(step, inner, rest.join('.'))}`
}

/** What is sent as an object is answered as one. */
function partsIn(served: Served, { blueprint }: Model): string[] {
  return objectsIn(served, blueprint).map(([name]) => name)
}

/** The objects that are sent with a row. */
function objectsIn(served: Served, { endpoints }: Blueprint): [name: string, shape: Shape][] {
  if (served.kind !== 'resource') return []
  const { create, replace, update } = served.resource.operations
  const keys = [create, replace, update].map(operation => operation?.endpoint)
  const bodies = endpoints.filter(endpoint => keys.includes(keyOf(endpoint))).map(each => each.bodyShape)
  return bodies.flatMap(body =>
    body?.kind !== 'object'
      ? []
      : Object.entries(body.fields).flatMap(([name, { shape }]): [string, Shape][] =>
          shape.kind === 'object' ? [[name, shape]] : [],
        ),
  )
}

/** The parameter is the tenant's, in front of all that is its own. */
function isTenant({ path }: Endpoint, name: string, { blueprint }: Model): boolean {
  return blueprint.tenancy?.from.includes('path') === true && path.includes(`/t/{${name}}/`)
}

function placeOf({ evidence: [place] }: Endpoint): string {
  return place === undefined ? 'the blueprint' : `${place.file}:${place.line}`
}

function bodyFor(
  endpoint: Endpoint,
  served: Served,
  { model, sources, login: signIn }: Ask,
): ContractValue | undefined {
  const body = bodyOf(endpoint, {
    sources,
    login: signIn,
    columns: columnsOf(served, model),
    ...(served.kind === 'resource' ? { children: childrenOf(served.resource, model) } : {}),
    changes: /^P(?:UT|ATCH)$/.test(endpoint.method),
  })
  const register = model.blueprint.auth?.operations['auth.register']
  if (served.kind !== 'auth' || served.operation !== 'auth.login') return body
  const made = model.blueprint.endpoints.find(each => keyOf(each) === register)
  const login = said(body) ?? bareLogin(model)
  if (register !== undefined && made !== undefined) return asRegistered(login, endpoint, made)
  const somebody = demoLogins(model).at(-1)
  return somebody === undefined ? body : withLogin(login, somebody)
}

/** What somebody registered with: under the same name, else the address or name that people sign in with. */
function asRegistered(body: ContractValue, login: Endpoint, register: Endpoint): ContractValue {
  const sent = leavesOf(register.body)
  const who = loginName(leavesOf(login.body))
  const identity = sent.find(name => /^e_?mail/i.test(name)) ?? sent.find(name => /^user_?name$/i.test(name))
  const source = (name: string): string | undefined =>
    sent.includes(name) ? name : name === who ? identity : undefined
  return (
    eachLeaf(body, (name, value) => {
      const from = source(name)
      return from === undefined ? value : sentBy(keyOf(register), from)
    }) ?? body
  )
}

function leavesOf(names: readonly string[]): string[] {
  return names.map(name => name.slice(name.lastIndexOf('.') + 1))
}

/** A body with something in it: a hook that takes whatever it is given is seen to send `{}`. */
function said(body: ContractValue | undefined): ContractValue | undefined {
  const isEmpty = typeof body === 'object' && body !== null && Object.keys(body).length === 0
  return isEmpty ? undefined : body
}

/** A login whose body nobody could read takes what the runtime takes. */
function bareLogin({ blueprint: { auth, dialect } }: Model): ContractValue {
  const names = (dialect.names as Record<string, Record<string, string>> | undefined)?.['auth.login'] ?? {}
  const identity = auth?.identity ?? 'email'
  return { [names[identity] ?? identity]: '', [names.password ?? 'password']: '' }
}

function columnsOf(served: Served, model: Model): readonly BlueprintField[] {
  if (served.kind === 'resource') {
    const { table, children } = served.resource
    return [table, ...Object.values(children)].flatMap(name => model.table(name).fields)
  }
  if (served.kind === 'action') return tablesOf(served.action).flatMap(name => model.table(name).fields)
  return served.kind === 'auth' && model.users !== undefined ? model.table(model.users).fields : []
}

function childrenOf({ children }: BlueprintResource, model: Model): Record<string, readonly BlueprintField[]> {
  return Object.fromEntries(Object.entries(children).map(([name, table]) => [name, model.table(table).fields]))
}

/** The body of a login request, with somebody's own name and password in it. */
function loginBody(endpoint: Endpoint, login: DemoLogin, place: BodyPlace & { readonly model: Model }): ContractValue {
  return withLogin(said(bodyOf(endpoint, place)) ?? bareLogin(place.model), login) ?? {}
}

function withLogin(body: ContractValue | undefined, { identity, password }: DemoLogin): ContractValue | undefined {
  const isSecret = (name: string) => /passw|passphrase|^(pass|pwd)$/i.test(name)
  return eachLeaf(body, (name, value) => {
    if (typeof value === 'boolean') return value
    return isSecret(name) ? password : identity
  })
}

function eachLeaf(
  value: ContractValue | undefined,
  change: (name: string, value: ContractValue) => ContractValue,
): ContractValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const members = Object.entries(value).map(([name, part]): [string, ContractValue] => [
    name,
    isPart(part) ? (eachLeaf(part, change) ?? null) : change(name, part),
  ])
  return Object.fromEntries(members)
}

/** Holds more values. What an earlier request was answered, or sent, is one value: a key that stands for the person. */
function isPart(value: ContractValue): boolean {
  return typeof value === 'object' && value !== null && !isEarlier(value)
}

/** What the token is called in the answer to a login, by what the code reads from it. */
function tokenName({ reads }: Endpoint, blueprint: Blueprint): string {
  return (
    leavesOf(reads).find(name => authNames.access.test(name)) ?? slotName(blueprint.dialect) ?? usualToken(blueprint)
  )
}

/** Where the dialect puts the token into the answer to a login. */
function slotName({ answers, envelope }: Blueprint['dialect']): string | undefined {
  const own = (answers as Record<string, unknown> | undefined)?.['auth.login']
  return keyOfSlot(own ?? (envelope as { session?: unknown } | undefined)?.session, '$accessToken')
}

function keyOfSlot(template: unknown, slot: string): string | undefined {
  if (typeof template !== 'object' || template === null) return undefined
  for (const [name, part] of Object.entries(template)) {
    const found = part === slot ? name : keyOfSlot(part, slot)
    if (found !== undefined) return found
  }
  return undefined
}

function usualToken({ dialect }: Blueprint): string {
  return dialect.casing === 'snake' ? 'access_token' : 'accessToken'
}
