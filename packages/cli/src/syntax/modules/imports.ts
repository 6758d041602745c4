import { makeModule } from './load.ts'
import type { Module } from './module.ts'

/** The module behind a specifier, or undefined for a package or a missing file. It is not run. */
export function importedModule(from: Module, specifier: string): Module | undefined {
  const { machine } = from.scope.frame
  const target = machine.host.resolve(specifier, from.path)
  return 'path' in target ? makeModule(machine, target.path) : undefined
}
