import { nearest } from '../config/index.ts'
import { readTables } from '../data/schema/index.ts'
import type { Module } from '../modules/index.ts'
import { appErrors } from './errors.ts'

/** Checks what modules promise each other: names, who owns which table, and no foreign key across a border that is not declared. */
export function checkModules(modules: readonly Module[], schema: Readonly<Record<string, unknown>>): void {
  const names = modules.map(module => module.name)
  for (const module of modules) {
    if (names.indexOf(module.name) !== names.lastIndexOf(module.name))
      throw appErrors.MODULE_TWICE({ module: module.name })
    for (const other of module.together) {
      if (names.includes(other)) continue
      const guess = nearest(other, names)
      const meant = guess === undefined ? '' : ` Did you mean ${guess}?`
      throw appErrors.MODULE_UNKNOWN({ module: module.name, other, meant })
    }
  }
  checkKeys(modules, ownersOf(modules, schema), schema)
}

/** Table name → module name. Tables that no module claims belong to the platform (users). */
function ownersOf(modules: readonly Module[], schema: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const keys = new Map(Object.entries(schema).map(([key, table]) => [table, key]))
  const owners = new Map<string, string>()
  for (const module of modules) {
    for (const table of module.tables) {
      const key = keys.get(table) ?? ''
      const other = owners.get(key)
      if (other !== undefined) throw appErrors.TABLE_SHARED({ table: key, module: module.name, other })
      owners.set(key, module.name)
    }
  }
  return owners
}

function checkKeys(
  modules: readonly Module[],
  owners: ReadonlyMap<string, string>,
  schema: Readonly<Record<string, unknown>>,
): void {
  const together = joined(modules)
  const models = readTables(schema)
  const byName = new Map(models.map(model => [model.name, model.key]))
  for (const model of models) {
    const module = owners.get(model.key)
    if (module === undefined) continue
    for (const key of model.foreignKeys) {
      const target = byName.get(key.table) ?? key.table
      const other = owners.get(target)
      if (other === undefined || other === module || together(module, other)) continue
      throw appErrors.KEY_ACROSS_MODULES({ table: model.key, column: key.columns[0], module, target, other })
    }
  }
}

/** `together` holds both ways. */
function joined(modules: readonly Module[]): (a: string, b: string) => boolean {
  const pairs = new Set(
    modules.flatMap(module => module.together.flatMap(other => [`${module.name} ${other}`, `${other} ${module.name}`])),
  )
  return (a, b) => pairs.has(`${a} ${b}`)
}
