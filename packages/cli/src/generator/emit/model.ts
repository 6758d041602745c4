import type { Blueprint, BlueprintField, BlueprintResource, BlueprintTable } from '../../blueprint/blueprint.ts'
import { kebabCase } from '../words/names.ts'

/** One file of the project, as it should be. `path` has '/' separators. */
export interface Emitted {
  readonly path: string
  readonly text: string
}

/** A blueprint, with the questions that emitters ask of it. */
export interface Model {
  readonly blueprint: Blueprint
  /** The table, which the check has found to be there. */
  table(name: string): BlueprintTable
  /** The resource that shows a table: the one with the most operations. */
  resourceOf(table: string): BlueprintResource | undefined
  /** The platform's own table of users, which belongs to no module. */
  readonly users: string | undefined
  /** Modules by name, sorted. */
  readonly modules: readonly string[]
}

/** The path of a resource behind the base: `/order-items` where it has none of its own. */
export function pathOf({ path, name }: BlueprintResource): string {
  return path ?? `/${kebabCase(name)}`
}

export function modelOf(blueprint: Blueprint): Model {
  const users = blueprint.auth?.users
  const tables = new Map(blueprint.tables.map(table => [table.name, table]))
  const own = blueprint.tables.filter(({ name }) => name !== users)
  const modules = new Set([...own, ...blueprint.resources, ...blueprint.actions].map(({ module }) => module))
  return {
    blueprint,
    users,
    modules: [...modules].sort(),
    table: name => tables.get(name) as BlueprintTable,
    resourceOf: table =>
      blueprint.resources
        .filter(resource => resource.table === table)
        .toSorted((a, b) => Object.keys(b.operations).length - Object.keys(a.operations).length)[0],
  }
}

type Keyed = Pick<BlueprintTable, 'keys'> & Partial<Pick<BlueprintTable, 'fields'>>

/** What rows of a table are named by: `_id`, `postId`, where that is their only key and no field of its own. */
export function idName({ keys = [], fields = [] }: Keyed): string {
  const [only, ...others] = keys
  return only === undefined || others.length > 0 || fields.some(({ name }) => name === only) ? 'id' : only
}

/** True for a table that the writer gives an id. */
export function hasId(table: Keyed): boolean {
  return table.keys === undefined || idName(table) !== 'id'
}

/** The field of a table by name. */
export function fieldOf(table: BlueprintTable, name: string): BlueprintField | undefined {
  return table.fields.find(field => field.name === name)
}

/** Tables after those that they refer to, otherwise in the blueprint's order. A circle is cut at its first table. */
export function byReference(tables: readonly BlueprintTable[]): BlueprintTable[] {
  const sorted = new Set<BlueprintTable>()
  const visit = (table: BlueprintTable, above: readonly BlueprintTable[]): void => {
    if (sorted.has(table) || above.includes(table)) return
    for (const { references } of table.fields) {
      const target = tables.find(({ name }) => name === references?.table)
      if (target !== undefined) visit(target, [...above, table])
    }
    sorted.add(table)
  }
  for (const table of tables) visit(table, [])
  return [...sorted]
}
