import type { BlueprintAction, BlueprintResource, BlueprintTable } from '../blueprint.ts'
import type { HomelessAction } from './actions/action.ts'
import { compareText } from './facts/evidence.ts'
import { fitOr } from './facts/names.ts'
import { camelCase } from './facts/words.ts'
import type { Homeless } from './tables/resources.ts'
import type { HomelessTable } from './tables/tables.ts'

/** Everything that a module may hold. */
export interface Parts {
  readonly tables: readonly HomelessTable[]
  readonly resources: readonly Homeless[]
  readonly actions: readonly HomelessAction[]
  /** True when the table `users` is the platform's: somebody signs in. */
  readonly signIn: boolean
}

/** The module of tables that belong to no module: users. */
export const PLATFORM = 'platform'

/**
 * Groups tables: rows that are written or found under another go with it, and what the frontend only reads goes with
 * the first that points at it. A group is called after the resource with the most operations.
 */
export function intoModules(parts: Parts): {
  tables: BlueprintTable[]
  resources: BlueprintResource[]
  actions: BlueprintAction[]
} {
  const groups = groupsOf(parts)
  const names = new Map([...new Set(groups.values())].map(group => [group, nameOf(group, groups, parts)]))
  const home = (table: string) => names.get(groups.get(table) ?? '') ?? PLATFORM
  return {
    tables: parts.tables.map(({ name, ...table }) => ({
      name,
      module: name === 'users' && parts.signIn ? PLATFORM : home(name),
      ...table,
    })),
    resources: parts.resources.map(({ name, singular, table, ...resource }) => ({
      name,
      singular,
      table,
      module: home(table),
      ...resource,
    })),
    actions: parts.actions.map(
      ({ table, ...action }): BlueprintAction => ({
        module: table === null ? firstWord(action.path) : home(table),
        ...action,
      }),
    ),
  }
}

/** Table → the table that its group is known by. */
function groupsOf(parts: Parts): Map<string, string> {
  const groups = new Map(parts.tables.map(({ name }) => [name, name]))
  const join = (a: string, b: string) => {
    const [from, to] = [groups.get(a), groups.get(b)]
    for (const [table, group] of groups) if (group === from && to !== undefined) groups.set(table, to)
  }
  for (const table of parts.tables) for (const other of hostsOf(table, parts)) join(table.name, other)
  return groups
}

/** The tables that a table goes with. */
function hostsOf(table: HomelessTable, { tables, resources }: Parts): string[] {
  if (table.name === 'users') return []
  const pointed = table.fields.flatMap(field =>
    field.references === undefined ? [] : [{ ...field.references, owner: field.server === 'owner' }],
  )
  if (table.keys !== undefined) return pointed.filter(({ owner }) => !owner).map(({ table: to }) => to)
  const part = pointed
    .filter(({ table: to, onDelete }) => onDelete === 'cascade' && to !== 'users')
    .map(({ table: to }) => to)
  const own = resources.filter(resource => resource.table === table.name)
  const onlyRead =
    own.length > 0 &&
    own.every(
      ({ operations }) =>
        Object.keys(operations).every(verb => verb === 'list' || verb === 'get') && Object.keys(operations).length > 0,
    )
  if (!onlyRead || part.length > 0) return part
  const first = tables.find(
    ({ name, fields }) =>
      name !== table.name && name !== 'users' && fields.some(field => field.references?.table === table.name),
  )
  return first === undefined ? [] : [first.name]
}

function nameOf(group: string, groups: ReadonlyMap<string, string>, { resources }: Parts): string {
  const members = resources.filter(({ table }) => groups.get(table) === group)
  const size = (resource: Homeless) => Object.keys(resource.operations).length
  const [first] = members.toSorted((a, b) => size(b) - size(a) || compareText(a.name, b.name))
  return first?.name ?? group
}

/** What belongs to no table is grouped by the first word of its path. */
function firstWord(path: string): string {
  const word = path.split('/').find(part => part !== '' && !part.startsWith(':'))
  return fitOr(camelCase(word?.split(':')[0] ?? ''), 'other')
}
