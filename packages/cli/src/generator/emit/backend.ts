import { array, block, call, code, literal, type Member, object, Source } from '../source/index.ts'
import { kebabCase, tableKey } from '../words/names.ts'
import type { Emitted, Model } from './model.ts'
import { moduleVariable } from './module.ts'

/** `backend.ts`: everything joined. */
export function emitBackend(model: Model): Emitted {
  const { name, auth, computed, dialect } = model.blueprint
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
  if (Object.keys(dialect).length > 0)
    members.push(['dialect', code(source.useAs('./dialect.ts', 'default', { wish: 'dialect' }))])
  if (auth !== undefined) {
    const roles = Object.entries(auth.roles).map(([role, held]): Member => [role, literal(held)])
    const users: Member = ['users', code(`schema.${tableKey(auth.users)}`)]
    members.push(['auth', object(roles.length === 0 ? [users] : [users, ['roles', object(roles, { open: true })]])])
  }
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
