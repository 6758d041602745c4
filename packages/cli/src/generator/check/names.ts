import type { Blueprint, BlueprintAction, BlueprintResource } from '../../blueprint/blueprint.ts'
import { hasId, idName } from '../emit/model.ts'
import { generatorErrors } from '../errors.ts'
import { kebabCase, snakeCase, tableKey } from '../words/names.ts'
import { inherited } from '../words/reserved.ts'

const word = /^[a-z]\w{0,59}$/
const dashed = /^[a-z][\w-]{0,59}$/
/** Roles are data: `ROLE ADMIN`. */
const spoken = /^[A-Za-z](?:[\w .:-]{0,58}\w)?$/
const route = /^(?:\/(?!\.{1,2}(?:\/|$))(?::[A-Za-z]\w{0,59}|[\w.~-]{1,100}(?::[\w.~-]{1,100})?))*\/?$/
const permission = /^(?:\*|[\w-]+):(?:\*|[\w-]+)$/
/** PostgreSQL cuts longer names off. */
const longestSql = 63

/** Throws BLUEPRINT_NAME for a name that code, SQL or a path cannot carry, and BLUEPRINT_CLASH for a name given twice. */
export function checkNames(blueprint: Blueprint): void {
  if (blueprint.name.length > 60) refuse('the backend', blueprint.name)
  tables(blueprint)
  for (const { table, name } of blueprint.computed) oneWord(`a computed field of ${table}`, name)
  blueprint.resources.forEach(resource)
  distinct('the resources', blueprint.resources, ({ name }) => name)
  blueprint.actions.forEach(action)
  distinct('the actions of a module', blueprint.actions, ({ module, name }) => `${module}/${name}`)
  for (const [role, permissions] of Object.entries(blueprint.auth?.roles ?? {})) {
    named('a role', role, spoken)
    for (const held of permissions) if (held !== '*') named('a permission', held, permission)
  }
  files(blueprint)
}

function tables({ tables }: Blueprint): void {
  distinct('the tables', tables, ({ name }) => tableKey(name))
  for (const { name, module, fields, keys, timestamps } of tables) {
    oneWord('a table', name)
    named('a module', module, dashed)
    distinct(`the fields of ${name}`, fields, field => field.name)
    for (const field of fields) oneWord(`a field of ${name}`, field.name)
    const own = [
      ...(hasId({ keys, fields }) ? [idName({ keys, fields })] : []),
      ...(timestamps ? ['createdAt', 'updatedAt'] : []),
    ]
    const double = fields.find(field => own.includes(field.name))
    if (double !== undefined)
      throw generatorErrors.BLUEPRINT_CLASH({ what: `the fields of ${name}`, name: double.name })
  }
}

function resource(given: BlueprintResource): void {
  named('a resource', given.name, dashed)
  named('a singular', given.singular, dashed)
  named('a module', given.module, dashed)
  if (given.path !== undefined) named('the path of a resource', given.path, route)
  for (const query of Object.keys(given.filter)) named(`a filter of ${given.name}`, query, dashed)
  for (const relation of [...given.include, ...Object.keys(given.embed), ...Object.keys(given.children)]) {
    oneWord(`a relation of ${given.name}`, relation)
  }
}

function action(given: BlueprintAction): void {
  named('an action', given.name, dashed)
  named('a module', given.module, dashed)
  named('the path of an action', given.path, route)
  for (const name of saidBy(given)) oneWord(`a name in ${given.name}`, name)
}

/** Names of the wire that an action's code has in it. */
function saidBy(action: BlueprintAction): string[] {
  switch (action.kind) {
    case 'bulk':
    case 'reorder':
      return [action.list, action.answers, 'within' in action ? (action.within ?? '') : ''].filter(
        name => name !== '' && name !== '[]',
      )
    case 'stats':
      return Object.entries(action.values).flatMap(([name, { as = [] }]) => [...name.split('.'), ...as])
    case 'search':
      return [action.word, ...Object.keys(action.of)]
    default:
      return []
  }
}

/** Every file is written once, also on disks that take `A` and `a` for the same. */
function files({ resources, actions, tables }: Blueprint): void {
  const own = [...resources, ...actions].map(({ module, name }) => ({
    file: `${kebabCase(module)}/${kebabCase(name)}`,
    name,
  }))
  distinct('the resources and actions of a module', own, ({ file }) => file)
  const index = own.find(({ file }) => file.endsWith('/index'))
  if (index !== undefined) refuse('a resource or action', index.name)
  const modules = [...new Set([...resources, ...actions, ...tables].map(({ module }) => module))]
  distinct('the modules', modules, kebabCase)
}

function oneWord(what: string, name: string): void {
  named(what, name, word)
}

function named(what: string, name: string, form: RegExp): void {
  const odd = !form.test(name) || inherited.has(name)
  if (odd || (form !== route && snakeCase(name).length > longestSql)) refuse(what, name)
}

function refuse(what: string, name: string): never {
  const short = name.length > 80 ? `${name.slice(0, 77)}...` : name
  throw generatorErrors.BLUEPRINT_NAME({ what, name: JSON.stringify(short) })
}

function distinct<T>(what: string, items: readonly T[], nameOf: (item: T) => string): void {
  const seen = new Set<string>()
  for (const item of items) {
    const name = nameOf(item)
    if (seen.has(name.toLowerCase())) throw generatorErrors.BLUEPRINT_CLASH({ what, name: JSON.stringify(name) })
    seen.add(name.toLowerCase())
  }
}
