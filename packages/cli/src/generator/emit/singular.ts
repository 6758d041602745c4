import type { BlueprintTable } from '../../blueprint/blueprint.ts'
import { camelCase, singularOf } from '../words/names.ts'
import { reservedImports } from '../words/reserved.ts'
import type { Model } from './model.ts'

/** What one row of a table is called: as its resource says, else by the rules of English. A variable may have this name. */
export function singularName(table: BlueprintTable, model: Model): string {
  const name = camelCase(model.resourceOf(table.name)?.singular ?? singularOf(table.name))
  return reservedImports.has(name) ? `${name}Row` : name
}
