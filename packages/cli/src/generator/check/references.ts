import type {
  Blueprint,
  BlueprintAction,
  BlueprintField,
  BlueprintResource,
  BlueprintTable,
} from '../../blueprint/blueprint.ts'
import { hasId, idName } from '../emit/model.ts'
import { generatorErrors } from '../errors.ts'

type Find = (name: string) => BlueprintTable

/** Throws BLUEPRINT_REFERENCE for the first name that leads nowhere, and BLUEPRINT_UNFIT for a default of another type. */
export function checkReferences(blueprint: Blueprint): void {
  const tables = new Map(blueprint.tables.map(table => [table.name, table]))
  const find =
    (at: string): Find =>
    name =>
      tables.get(name) ?? missing('the table', name, at)
  for (const table of blueprint.tables) checkTable(table, find(table.name))
  for (const { table, name, of, by } of blueprint.computed) {
    find(`${table}.${name}`)(table)
    const counted = find(`${table}.${name}`)(of)
    if (by !== undefined) fieldOf(counted, by, `${table}.${name}`)
  }
  for (const resource of blueprint.resources) checkResource(resource, blueprint, find(resource.name))
  for (const action of blueprint.actions) checkAction(action, find(action.name))
  if (blueprint.auth === undefined) return
  const users = find('auth')(blueprint.auth.users)
  if (blueprint.auth.admin !== undefined) fieldOf(users, blueprint.auth.admin, 'auth')
}

function checkTable(table: BlueprintTable, find: Find): void {
  for (const field of table.fields) {
    const at = `${table.name}.${field.name}`
    if (field.references !== undefined) find(field.references.table)
    if (field.default !== undefined && !fits(field)) {
      throw generatorErrors.BLUEPRINT_UNFIT({
        at,
        problem: `the default ${JSON.stringify(field.default)} is no ${field.type}`,
      })
    }
    if (typeof field.server === 'object' && 'slugOf' in field.server) fieldOf(table, field.server.slugOf, at)
  }
  for (const key of table.keys ?? []) fieldOf(table, key, `the key of ${table.name}`)
}

function checkResource(resource: BlueprintResource, blueprint: Blueprint, find: Find): void {
  const table = find(resource.table)
  const computed = blueprint.computed.filter(field => field.table === resource.table).map(({ name }) => name)
  const named = [
    ...resource.sort,
    ...resource.search,
    ...(resource.only ?? []),
    ...(resource.id === undefined ? [] : [resource.id]),
  ]
  for (const name of named) fieldOf(table, name, resource.name)
  for (const path of Object.values(resource.filter))
    if (!path.includes('.') && !computed.includes(path)) fieldOf(table, path, `the filters of ${resource.name}`)
  for (const child of Object.values(resource.children)) find(child)
  for (const shown of Object.values(resource.embed)) {
    if (!blueprint.resources.some(({ name }) => name === shown))
      missing('the resource', shown, `the embeds of ${resource.name}`)
  }
  for (const name of resource.computed) {
    if (!computed.includes(name)) missing('the computed field', name, resource.name)
  }
}

function checkAction(action: BlueprintAction, find: Find): void {
  if (action.kind === 'pending') return
  if (action.kind === 'toggle') {
    find(action.on)
    find(action.through)
  } else if (action.kind === 'transition') {
    const field = fieldOf(find(action.on), action.field, action.name)
    for (const value of [...action.from, action.to]) {
      if (field?.values !== undefined && !field.values.includes(value)) missing('the value', value, action.name)
    }
  } else if (action.kind === 'distinct') fieldOf(find(action.of), action.field, action.name)
  else for (const [table, names] of namesIn(action)) for (const name of names) fieldOf(find(table), name, action.name)
}

/** The fields that an action names, by table. */
function namesIn(action: BlueprintAction): (readonly [table: string, fields: readonly string[]])[] {
  switch (action.kind) {
    case 'bulk':
      return [[action.on, action.fields]]
    case 'assign':
      return [[action.on, action.to === undefined ? action.fields : [action.to.field]]]
    case 'reorder':
    case 'tally':
      return [[action.on, [action.field]]]
    case 'stats':
      return Object.values(action.values).map(({ of, sum, average, by, where = {} }) => {
        const named = [sum, average, by].filter(name => name !== undefined)
        return [of, [...named, ...Object.keys(where)]] as const
      })
    case 'search':
      return Object.values(action.of).map(({ table, fields }) => [table, fields] as const)
    case 'feed':
      return [
        [
          action.of,
          [
            ...(typeof action.rows === 'object' && 'owner' in action.rows ? [action.rows.owner] : []),
            ...(action.sort === undefined ? [] : [action.sort.replace(/^-/, '')]),
          ],
        ],
      ]
    case 'export':
    case 'singleton':
      return [[action.of, []]]
    default:
      return []
  }
}

/** The field, or undefined for one that the writer adds. */
function fieldOf(table: BlueprintTable, name: string, at: string): BlueprintField | undefined {
  const field = table.fields.find(each => each.name === name)
  const added = [...(hasId(table) ? [idName(table)] : []), ...(table.timestamps ? ['createdAt', 'updatedAt'] : [])]
  if (field === undefined && !added.includes(name)) missing(`the field ${table.name}.`, name, at)
  return field
}

function missing(what: string, name: string, at: string): never {
  throw generatorErrors.BLUEPRINT_REFERENCE({ what, name: JSON.stringify(name), at })
}

function fits({ type, default: value, values }: BlueprintField): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value)
    case 'number':
    case 'money':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'text[]':
      return Array.isArray(value)
    case 'json':
      return value !== undefined
    default:
      return typeof value === 'string' && (values === undefined || values.includes(value))
  }
}
