import type { BlueprintAction, BlueprintField, BlueprintResource, BlueprintTable } from '../../blueprint.ts'
import type { Draft } from '../tables/draft.ts'
import { textsOf } from '../tables/filters.ts'
import { ADDED } from './reorder.ts'

interface Parts {
  readonly tables: readonly BlueprintTable[]
  readonly resources: readonly BlueprintResource[]
  readonly actions: readonly BlueprintAction[]
}

/**
 * What actions need of tables and resources: a field that a bulk change writes is one that rows' writers may write, a
 * list that is put into an order is sorted by a field for it, and a list that is searched has fields to look in.
 */
export function withNeeds(
  { tables, resources, actions }: Parts,
  drafts: readonly Draft[],
): { tables: BlueprintTable[]; resources: BlueprintResource[] } {
  const searched = new Set(actions.flatMap(searchedBy))
  return {
    tables: tables.map(table => ({
      ...table,
      fields: [...table.fields.map(field => writable(table, field, actions)), ...addedTo(table, actions)],
    })),
    resources: resources.map(resource => {
      const draft = drafts.find(({ table }) => table === resource.table)
      const looks = searched.has(resource.table) && resource.search.length === 0 && draft !== undefined
      return {
        ...resource,
        sort: sortsOf(resource, actions),
        ...(looks ? { search: textsOf(draft) } : {}),
      }
    }),
  }
}

/** By the place that somebody gave a row first; by what a feed puts at the top as well. */
function sortsOf({ table, sort }: BlueprintResource, actions: readonly BlueprintAction[]): string[] {
  const places = actions.flatMap(action => (action.kind === 'reorder' && action.on === table ? [action.field] : []))
  const tops = actions.flatMap(action =>
    action.kind === 'feed' && action.of === table && action.sort !== undefined ? [action.sort.replace(/^-/, '')] : [],
  )
  return [...new Set([...places.slice(0, 1), ...sort, ...(sort.length === 0 ? [] : tops)])]
}

/** The place of a row, where it is put into an order and shows none. */
function addedTo({ name, fields }: BlueprintTable, actions: readonly BlueprintAction[]): BlueprintField[] {
  const order = actions.find(action => action.kind === 'reorder' && action.on === name && action.field === ADDED)
  if (order === undefined || fields.some(field => field.name === ADDED)) return []
  const { evidence, certainty } = order
  return [{ name: ADDED, type: 'integer', required: true, default: 0, certainty, evidence }]
}

function searchedBy(action: BlueprintAction): string[] {
  if (action.kind === 'search') return Object.values(action.of).map(({ table }) => table)
  return action.kind === 'feed' && /\/(search|find|lookup|autocomplete|suggest(ions)?)$/.test(action.path)
    ? [action.of]
    : []
}

function writable(table: BlueprintTable, field: BlueprintField, actions: readonly BlueprintAction[]): BlueprintField {
  const writes = actions.find(
    action =>
      (action.kind === 'bulk' && action.on === table.name && action.fields.includes(field.name)) ||
      (action.kind === 'reorder' && action.on === table.name && action.field === field.name),
  )
  if (writes === undefined || field.write !== 'nobody' || field.server !== undefined || !('row' in writes)) return field
  const { write: _, ...open } = field
  return typeof writes.row === 'object' && 'can' in writes.row ? { ...open, write: writes.row } : open
}
