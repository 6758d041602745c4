import type { BlueprintTable } from '../../../blueprint/blueprint.ts'
import { compareNames } from '../../source/index.ts'
import { fieldOf, idName, type Model } from '../model.ts'
import { nestedUnder } from '../nested.ts'

/** One index of a table. */
export interface Index {
  readonly kind: 'btree' | 'gin' | 'search'
  readonly columns: readonly string[]
}

/** Exactly the indexes that foreign keys, filters, sorts and search use: keys first, then by name. */
export function indexesOf(table: BlueprintTable, model: Model): Index[] {
  const covered = new Set<string>(table.keys?.[0] === undefined ? ['id'] : [table.keys[0]])
  for (const field of table.fields) if (field.unique === true) covered.add(field.name)
  const btrees: Index[] = []
  const add = (columns: readonly string[]): void => {
    const [first = ''] = columns
    if (columns.length === 1 && covered.has(first)) return
    covered.add(first)
    btrees.push({ kind: 'btree', columns })
  }
  for (const field of table.fields) {
    if (field.references === undefined) continue
    const pairs = nestedSorts(table, field.name, model)
    if (pairs.length === 0) add([field.name])
    else for (const sort of pairs) add([field.name, sort])
  }
  for (const name of wanted(table, model).toSorted(compareNames)) add([name])
  const own =
    table.tenant === true ? btrees.map(index => ({ ...index, columns: ['tenantId', ...index.columns] })) : btrees
  return [...own, ...listed(table, model), ...searched(table, model)]
}

/** What lists of a nested resource sort on: the parent's key stands before it in one index. */
function nestedSorts(table: BlueprintTable, key: string, model: Model): string[] {
  const nested = model.blueprint.resources.filter(
    resource => resource.table === table.name && nestedUnder(resource, model)?.key === key,
  )
  return [...new Set(nested.flatMap(({ sort }) => sort))]
}

function wanted(table: BlueprintTable, model: Model): string[] {
  const shown = model.blueprint.resources.filter(resource => resource.table === table.name)
  const own = shown.flatMap(resource => [
    ...Object.values(resource.filter),
    ...(nestedUnder(resource, model) === undefined ? resource.sort : []),
  ])
  const paths = model.blueprint.resources.flatMap(resource =>
    Object.values(resource.filter).filter(path => path.includes('.')),
  )
  const ends = paths.filter(path => endsIn(path, table, model)).map(path => path.slice(path.lastIndexOf('.') + 1))
  const plain = (name: string): boolean => {
    const type = fieldOf(table, name)?.type
    return type === undefined
      ? [idName(table), 'createdAt', 'updatedAt'].includes(name)
      : type !== 'text[]' && type !== 'json'
  }
  return [...new Set([...own.filter(name => !name.includes('.')), ...ends])].filter(plain)
}

/** `author.username` ends in the table that the key `authorId` points to, or in one of that name. */
function endsIn(path: string, table: BlueprintTable, model: Model): boolean {
  const relation = path.split('.').at(-2) ?? ''
  if (relation === table.name) return true
  const keys = model.blueprint.tables
    .flatMap(({ fields }) => fields)
    .filter(field => field.references?.table === table.name)
  return keys.some(({ name }) => name === `${relation}Id`)
}

function listed(table: BlueprintTable, model: Model): Index[] {
  const shown = model.blueprint.resources.filter(resource => resource.table === table.name)
  const names = new Set(shown.flatMap(({ filter }) => Object.values(filter)))
  return [...names]
    .filter(name => fieldOf(table, name)?.type === 'text[]')
    .toSorted(compareNames)
    .map(name => ({ kind: 'gin', columns: [name] }))
}

function searched(table: BlueprintTable, model: Model): Index[] {
  const fields = model.blueprint.resources.flatMap(resource => (resource.table === table.name ? resource.search : []))
  return fields.length === 0 ? [] : [{ kind: 'search', columns: [...new Set(fields)] }]
}
