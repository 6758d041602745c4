import type { Blueprint, BlueprintAuth, BlueprintTenancy } from '../../blueprint/blueprint.ts'
import { array, block, call, code, literal, type Member, object, Source } from '../source/index.ts'
import { kebabCase, tableKey } from '../words/names.ts'
import { dialectOptions } from './dialect.ts'
import type { Emitted, Model } from './model.ts'
import { moduleVariable } from './module.ts'

/** `backend.ts`: everything joined. */
export function emitBackend(model: Model): Emitted {
  const { name, auth, computed } = model.blueprint
  const source = new Source()
  const schema = source.useAs('./schema.ts', '*', { wish: 'schema' })
  const members: Member[] = [
    ['name', literal(name)],
    ['schema', code(schema)],
  ]
  const registered = ['schema: typeof schema']
  if (computed.length > 0) {
    members.push(['computed', code(source.useAs('./computed.ts', 'default', { wish: 'computed' }))])
    registered.push('computed: typeof computed')
  }
  if (Object.keys(dialectOptions(model)).length > 0)
    members.push(['dialect', code(source.useAs('./dialect.ts', 'default', { wish: 'dialect' }))])
  if (model.blueprint.tenancy !== undefined)
    members.push(['tenancy', object(tenancyMembers(model.blueprint.tenancy, model), { open: true })])
  if (auth !== undefined) members.push(['auth', object(authMembers(auth, model.blueprint))])
  const modules = model.modules.map(module => {
    const variable = moduleVariable(module)
    return code(source.use(`./modules/${kebabCase(module)}/index.ts`, variable, 'Module'))
  })
  members.push(['modules', array(modules)])
  const made = call(source.use('plinth', 'defineBackend'), [object(members, { open: true })])
  const register = ['interface Register ', block(registered)]
  source.add("declare module 'plinth' ", block([register]))
  source.add('export default ', made.doc)
  return { path: 'backend.ts', text: source.text() }
}

/** Tables of no tenant are named: a new one is a tenant's, unless somebody says so. */
function tenancyMembers({ from, founder }: BlueprintTenancy, { blueprint, users }: Model): Member[] {
  const members: Member[] = []
  if (from.join() !== 'token,header') members.push(['from', literal(from)])
  const shared = blueprint.tables.filter(({ name, tenant }) => name !== users && tenant !== true)
  if (shared.length > 0) members.push(['global', array(shared.map(({ name }) => code(`schema.${tableKey(name)}`)))])
  if (founder !== undefined) members.push(['founder', literal(founder)])
  return members
}

function authMembers(auth: BlueprintAuth, blueprint: Blueprint): Member[] {
  return [...peopleMembers(auth, blueprint), ...optionMembers(auth)]
}

/** How people prove who they are. */
function optionMembers({ verify, links, cookie, oidc }: BlueprintAuth): Member[] {
  const members: Member[] = []
  if (cookie === true) members.push(['cookie', literal(true)])
  if (verify !== undefined) members.push(['verify', literal(verify)])
  if (links !== undefined) members.push(['links', literal(links as Record<string, string>)])
  if (oidc !== undefined) members.push(['oidc', object(Object.entries(oidc).map(providerMember), { open: true })])
  return members
}

/** The id and the secret are made at the provider, for this backend. */
function providerMember([name, { issuer }]: [string, { readonly issuer: string }]): Member {
  const variable = (ending: string) => code(`process.env.${name.toUpperCase()}_${ending} ?? ''`)
  const made: Member[] = [
    ['issuer', literal(issuer)],
    ['clientId', variable('CLIENT_ID')],
    ['clientSecret', variable('CLIENT_SECRET')],
  ]
  return [name, object(made, { open: true })]
}

function peopleMembers(auth: BlueprintAuth, { endpoints, tables }: Blueprint): Member[] {
  const { users, roles, admin, access, operations, identity } = auth
  const members: Member[] = [['users', code(`schema.${tableKey(users)}`)]]
  const hasBoth = tables.some(({ name, fields }) => name === users && fields.some(field => field.name === 'email'))
  if (identity === 'username' && hasBoth) members.push(['login', literal(identity)])
  const held = Object.entries(roles).map(([role, permissions]): Member => [role, literal(permissions)])
  if (held.length > 0) members.push(['roles', object(held, { open: true })])
  if (admin !== undefined) members.push(['admin', literal(admin)])
  if (access === undefined) return members
  const login = endpoints.find(({ method, path }) => `${method} ${path}` === operations['auth.login'])?.evidence[0]
  const place = login === undefined ? '' : ` logs in at ${spoken(`${login.file}:${login.line}`)} and`
  const reasons = [`The frontend${place} never renews a token:`, 'people stay signed in for as long as one lasts.']
  if (held.length > 0) reasons.push('A changed role is seen at the next login.')
  return [...members, ['access', literal(access), reasons]]
}

/** A file's name as a comment can hold it. */
function spoken(place: string): string {
  return place.replace(/\s/g, ' ').slice(-60)
}
