import { runComponentModule } from '../components/sfc.ts'
import { type Library, type Machine, placeOf } from '../machine/machine.ts'
import { bind, findName } from '../machine/scope.ts'
import { makeGlobal, makeThing, putFields, readSlot } from '../machine/slots.ts'
import { runTask, wake, watch } from '../machine/task.ts'
import { sameNames } from '../machine/unchanged.ts'
import type { Frame } from '../values/frame.ts'
import { TRUE, unknown } from '../values/make.ts'
import type { Thing, Value } from '../values/value.ts'
import { makeModule, openModule } from './load.ts'
import { DEFAULT, type ImportedName, type Module } from './module.ts'
import { variableOf } from './variables.ts'

/** Runs a module, its imports first, unless nothing of what it read has changed. */
export function runModule(machine: Machine, path: string): Module | undefined {
  const module = makeModule(machine, path)
  if (!module) return undefined
  const again = () => void runModule(machine, path)
  runTask(machine, { name: `module ${path}`, inputs: [], again }, () => execute(machine, module))
  return module
}

function execute(machine: Machine, module: Module): Value {
  const before = module.scope
  module.owner = machine.task
  delete module.namespace
  const frame = openModule(machine, module)
  for (const specifier of importedSpecifiers(module)) importModule(frame, specifier)
  const { component, program } = module.source
  if (program.sourceType !== 'module') bindCommon(frame)
  runSafely(frame, () => {
    if (component) runComponentModule(module, component, frame)
    else machine.execute(program, frame)
  })
  frame.active = false
  if (module.readers && machine.task?.steady !== true && !sameNames(machine, before, frame.scope)) wake(machine, module)
  return []
}

/** `module.exports` of a file without imports and exports of its own. */
function bindCommon(frame: Frame): void {
  const common = makeThing(frame, frame.module.index, 'instance')
  const given = makeThing(frame, -frame.module.index)
  putFields(frame, common, { exports: [given] })
  bind(frame.scope, 'module', [common])
  bind(frame.scope, 'exports', [given])
}

/** Runs something; what cannot be evaluated is reported, and the rest goes on. */
export function runSafely(frame: Frame, run: () => void): void {
  const { journals } = frame.machine
  const depth = journals.length
  try {
    run()
  } catch (cause) {
    journals.length = depth
    const message = cause instanceof RangeError ? 'nested too deeply to be followed' : `could not be followed: ${cause}`
    frame.machine.problems.push({ place: placeOf(frame, { start: 0 }), message, task: frame.machine.task })
  }
}

/** What a module imports and hands on, types left out. */
export function importedSpecifiers(module: Module): string[] {
  const specifiers: string[] = []
  for (const statement of module.source.program.body) {
    if (statement.type === 'ImportDeclaration' && statement.importKind !== 'type')
      specifiers.push(statement.source.value)
    else if (statement.type === 'ExportAllDeclaration') specifiers.push(statement.source.value)
    else if (statement.type === 'ExportNamedDeclaration' && statement.source && statement.exportKind !== 'type') {
      specifiers.push(statement.source.value)
    }
  }
  return specifiers
}

/** Runs what is imported, and tells of packages. */
export function importModule(frame: Frame, specifier: string): void {
  const { machine, module } = frame
  const target = machine.host.resolve(specifier, module.path)
  if ('path' in target) runModule(machine, target.path)
  else for (const one of machine.world.observers) one.library?.(target.library, placeOf(frame, { start: 0 }))
}

/** What Nuxt calls the names that the build imports by itself, and what they begin with there. */
const BY_BUILD: Readonly<Record<string, string>> = { '#imports': '', '#components': '#component.' }

/** The value of an imported name. */
export function importValue(from: Module, { specifier, name }: ImportedName): Value {
  const { frame } = from.scope
  const { machine } = frame
  const target = machine.host.resolve(specifier, from.path)
  if ('library' in target) {
    const own = BY_BUILD[target.library]
    const provided = own === undefined ? undefined : providedValue(`${own}${name}`, frame)
    return provided ?? libraryValue(target.library, name, frame)
  }
  const module = runModule(machine, target.path)
  if (module) return exportOf(module, name)
  const library = machine.host.library?.(target.path)
  return library === undefined ? unknown(name === '*' ? 'module' : name) : libraryValue(library, name, frame)
}

/** The value of a name that the build imports by itself; undefined where it does not. */
export function providedValue(name: string, frame: Frame): Value | undefined {
  const { machine, module } = frame
  const home = machine.host.provided?.get(name)
  if (!home) return undefined
  if ('library' in home) return machine.world.libraries(home.library) && libraryValue(home.library, home.name, frame)
  if (home.path === module.path) return undefined
  const from = runModule(machine, home.path)
  return from && exportOf(from, home.name)
}

function libraryValue(library: string, name: string, frame: Frame): Value {
  const known = frame.machine.world.libraries(library)
  if (!known) {
    const variable = variableOf({ library, name }, frame)
    if (variable) return variable
    const isWhole = name === '*' || name === 'default'
    return unknown(isWhole ? library : name, { outside: isWhole ? library : `${library} ${name}` })
  }
  if (name === '*') return [wholeLibrary(library, known)]
  return known[name] ?? (name === 'default' ? [wholeLibrary(library, known)] : unknown(name))
}

/** Of a package all is known that a detector says of it; it has more. */
function wholeLibrary(library: string, known: Library): Thing {
  const whole = makeGlobal(`library:${library}`, known)
  whole.lazy = name => unknown(name)
  return whole
}

/** The value of one export of a module that has run. */
export function exportOf(module: Module, name: string, depth = 0): Value {
  watch(module.scope.frame.machine, module)
  if (name === '*') return namespaceOf(module)
  const link = module.exported.get(name)
  if (typeof link === 'string') return ownValue(module, link)
  if (link) return importValue(module, link)
  const common = commonExports(module)
  if (common) return name === 'default' ? common : member(common, name)
  for (const specifier of depth > 20 ? [] : module.stars) {
    const { machine } = module.scope.frame
    const target = machine.host.resolve(specifier, module.path)
    const from = 'path' in target ? runModule(machine, target.path) : undefined
    if (from && exportsName(from, name, depth)) return exportOf(from, name, depth + 1)
  }
  return unknown(name)
}

function exportsName(module: Module, name: string, depth: number): boolean {
  if (depth > 20) return false
  if (module.exported.has(name)) return true
  const { machine } = module.scope.frame
  return module.stars.some(specifier => {
    const target = machine.host.resolve(specifier, module.path)
    const from = 'path' in target ? makeModule(machine, target.path) : undefined
    return from !== undefined && exportsName(from, name, depth + 1)
  })
}

/** The names that `export * from` gives. */
function starredNames(module: Module, depth = 0): string[] {
  const { machine } = module.scope.frame
  return (depth > 20 ? [] : module.stars).flatMap(specifier => {
    const target = machine.host.resolve(specifier, module.path)
    const from = 'path' in target ? makeModule(machine, target.path) : undefined
    const own = [...(from?.exported.keys() ?? [])].filter(name => name !== 'default')
    return from ? [...own, ...starredNames(from, depth + 1)] : []
  })
}

function ownValue(module: Module, local: string): Value {
  const found = findName(module.scope, local)
  if (found) return readSlot(found.slot)
  const imported = module.imports.get(local)
  return imported ? importValue(module, imported) : unknown(local === DEFAULT ? 'default' : local)
}

function commonExports(module: Module): Value | undefined {
  const found = module.scope.names.get('module')
  const [thing] = found ? readSlot(found) : []
  const slot = thing?.kind === 'object' ? thing.slots.get('exports') : undefined
  return slot && readSlot(slot)
}

function member(value: Value, name: string): Value {
  return value.flatMap(atom => {
    const slot = atom.kind === 'object' ? atom.slots.get(name) : undefined
    return slot ? readSlot(slot) : []
  })
}

/** All exports as one object. */
export function namespaceOf(module: Module): Value {
  if (module.namespace) return [module.namespace]
  const { frame } = module.scope
  const thing = makeThing(frame, module.index, 'namespace')
  module.namespace = thing
  putFields(frame, thing, { __esModule: TRUE })
  for (const name of module.exported.keys()) putFields(frame, thing, { [name]: exportOf(module, name) })
  thing.lazy = name => (exportsName(module, name, 0) ? exportOf(module, name) : undefined)
  thing.lazyNames = () => starredNames(module)
  return [thing]
}
