import type { BlueprintAction } from '../../blueprint/blueprint.ts'
import type { Model } from './model.ts'

/** The other modules whose tables this one refers to, by keys, related rows, computed fields, or what its actions do. */
export function togetherWith(name: string, model: Model): string[] {
  const { blueprint } = model
  const tables = new Set<string>()
  const modules = new Set<string>()
  const own = blueprint.resources.filter(({ module }) => module === name)
  for (const table of blueprint.tables) {
    if (table.module !== name || table.name === model.users) continue
    for (const { references } of table.fields) if (references !== undefined) tables.add(references.table)
  }
  for (const resource of own) {
    for (const shown of Object.values(resource.embed)) {
      for (const other of blueprint.resources) if (other.name === shown) modules.add(other.module)
    }
    const fields = blueprint.computed.filter(
      field => field.table === resource.table && resource.computed.includes(field.name),
    )
    for (const { of } of fields) tables.add(of)
    for (const child of Object.values(resource.children)) tables.add(child)
  }
  for (const action of blueprint.actions) {
    if (action.module === name) for (const table of tablesOf(action)) tables.add(table)
  }
  for (const table of tables) if (table !== model.users) modules.add(model.table(table).module)
  return [...modules].filter(module => module !== name && model.modules.includes(module)).sort()
}

/** The tables that an action is about. */
export function tablesOf(action: BlueprintAction): string[] {
  switch (action.kind) {
    case 'pending':
      return []
    case 'toggle':
      return [action.on, action.through]
    case 'stats':
      return Object.values(action.values).map(({ of }) => of)
    case 'search':
      return Object.values(action.of).map(({ table }) => table)
    default:
      return ['on' in action ? action.on : action.of]
  }
}
