import type {
  BindingPattern,
  Declaration,
  ExportNamedDeclaration,
  ImportDeclaration,
  ModuleExportName,
  Node,
  Statement,
} from 'oxc-parser'
import type { Component } from '../components/component.ts'
import { addNode, freeNames } from '../machine/free.ts'
import type { Machine } from '../machine/machine.ts'
import type { Source } from '../source.ts'
import type { Frame } from '../values/frame.ts'
import type { Value } from '../values/value.ts'
import { DEFAULT, type Module } from './module.ts'

/** The module of a file, made when first asked for. It is not run. */
export function makeModule(machine: Machine, path: string): Module | undefined {
  const known = machine.modules.get(path)
  if (known) return known
  const source = machine.host.load(path)
  if (!source) return undefined
  const module = emptyModule(machine, path, source)
  machine.modules.set(path, module)
  for (const statement of source.program.body) declareNames(module, statement)
  if (isClassic(source)) shareNames(machine, module)
  noteAssignments(machine, source.program)
  for (const name of source.component ? namesInTemplate(source.component.template) : []) machine.written.add(name)
  return module
}

/** A module with a scope of its own, of which nothing is known yet. */
export function emptyModule(machine: Machine, path: string, source: Source): Module {
  const module = {
    path,
    index: machine.paths.push(path),
    source,
    stars: [],
    seen: { met: new Set(), taken: new Set(), passed: new Map() },
    types: new Map(),
    imports: new Map(),
    exported: new Map(),
  } as Omit<Module, 'scope'> as Module
  openModule(machine, module)
  return module
}

/** A script of the page, which is no module and no file of a package. */
function isClassic({ program, text }: Source): boolean {
  return program.sourceType !== 'module' && !/\bmodule\.exports\b|\brequire\(/.test(text)
}

function shareNames(machine: Machine, module: Module): void {
  for (const statement of module.source.program.body) {
    const isDeclared =
      statement.type === 'VariableDeclaration' ||
      statement.type === 'FunctionDeclaration' ||
      statement.type === 'ClassDeclaration'
    for (const name of isDeclared ? declaredNames(statement) : []) {
      machine.shared.set(name, (machine.shared.get(name) ?? new Set()).add(module))
    }
  }
}

/** `this` at the top of a script is the page: `(function (root, make) { root.app = make() })(this, …)`. */
function selfOf({ world }: Machine, { component, program }: Source): Value {
  return component === undefined && program.sourceType !== 'module' ? (world.globals.window ?? []) : []
}

/** Gives a module a fresh scope for a run. */
export function openModule(machine: Machine, module: Module): Frame {
  const frame = {
    machine,
    module,
    self: selfOf(machine, module.source),
    context: 0,
    depth: 0,
    args: [],
    returns: [],
    yields: [],
    active: true,
  } as Omit<Frame, 'scope'> as Frame
  frame.scope = { names: new Map(), module, frame }
  module.scope = frame.scope
  return frame
}

function declareNames(module: Module, statement: Statement): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      declareImports(module, statement)
      return
    case 'ExportAllDeclaration':
      if (statement.exported) {
        module.exported.set(nameOf(statement.exported), { specifier: statement.source.value, name: '*' })
      } else module.stars.push(statement.source.value)
      return
    case 'ExportNamedDeclaration':
      declareExported(module, statement)
      return
    case 'ExportDefaultDeclaration':
      module.exported.set('default', defaultName(statement.declaration))
      declareType(module, statement.declaration)
      return
    default:
      declareType(module, statement)
  }
}

function declareType(module: Module, node: Node): void {
  if (node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration') {
    if (!module.types.has(node.id.name)) module.types.set(node.id.name, node)
  } else if (node.type === 'TSEnumDeclaration') module.types.set(node.id.name, node)
  else if (node.type === 'ClassDeclaration' && node.id && !module.types.has(node.id.name)) {
    module.types.set(node.id.name, node)
  }
}

/** The name on either side of an export or import. */
export function nameOf(name: ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name
}

function declareImports(module: Module, node: ImportDeclaration): void {
  const specifier = node.source.value
  for (const item of node.specifiers ?? []) {
    if (item.type === 'ImportSpecifier') {
      module.imports.set(item.local.name, { specifier, name: nameOf(item.imported) })
    } else {
      const name = item.type === 'ImportDefaultSpecifier' ? 'default' : '*'
      module.imports.set(item.local.name, { specifier, name })
    }
  }
}

function declareExported(module: Module, node: ExportNamedDeclaration): void {
  if (node.declaration) {
    for (const name of declaredNames(node.declaration)) module.exported.set(name, name)
    declareType(module, node.declaration)
    return
  }
  for (const { local, exported } of node.specifiers) {
    const link = node.source ? { specifier: node.source.value, name: nameOf(local) } : nameOf(local)
    module.exported.set(nameOf(exported), link)
  }
}

/** The name in its module of what is exported as the default. */
export function defaultName(node: Node): string {
  const named =
    node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration' || node.type === 'TSInterfaceDeclaration'
  return named && node.id ? node.id.name : DEFAULT
}

function declaredNames(node: Declaration): string[] {
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(one => patternNames(one.id))
  return 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : []
}

function patternNames(pattern: BindingPattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'AssignmentPattern':
      return patternNames(pattern.left)
    case 'ArrayPattern':
      return pattern.elements.flatMap(one => (one ? patternNames(one.type === 'RestElement' ? one.argument : one) : []))
    case 'ObjectPattern':
      return pattern.properties.flatMap(one => patternNames(one.type === 'RestElement' ? one.argument : one.value))
  }
}

/** The names that a template speaks of: it may write to any of them. */
function namesInTemplate(template: Component['template']): string[] {
  return template.flatMap(part => {
    if (!('attributes' in part)) return []
    const values = part.attributes.flatMap(({ value }) => (value ? [...freeNames(value)] : []))
    return [...values, ...namesInTemplate(part.children as Component['template'])]
  })
}

/** Notes which variables and members are assigned to somewhere: their first value is not their only one. */
function noteAssignments(machine: Machine, program: Node): void {
  // Not a recursion: this walks trees that may be too deep to follow.
  const waiting: Node[] = [program]
  const first = new Set<Node>()
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    for (const one of firstAssignments(node)) first.add(one)
    if (!first.has(node)) noteWritten(machine, node)
    for (const key in node) {
      const value: unknown = node[key as keyof Node]
      if (Array.isArray(value)) for (const item of value) addNode(waiting, item)
      else addNode(waiting, value)
    }
  }
}

/** What a constructor gives to its instance is there before anybody reads it. */
function firstAssignments(node: Node): Node[] {
  if (node.type !== 'MethodDefinition' || node.kind !== 'constructor') return []
  return (node.value.body?.body ?? []).flatMap(statement => {
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined
    const target = expression?.type === 'AssignmentExpression' ? expression.left : undefined
    return expression && target?.type === 'MemberExpression' && target.object.type === 'ThisExpression'
      ? [expression]
      : []
  })
}

function noteWritten(machine: Machine, node: Node): void {
  switch (node.type) {
    case 'AssignmentExpression':
      noteAssignment(machine, node.left)
      noteTarget(machine, node.left)
      return
    case 'UpdateExpression':
      noteTarget(machine, node.argument)
      return
    case 'ForInStatement':
    case 'ForOfStatement':
      noteTarget(machine, node.left)
      return
    default:
  }
}

/** Every name in a target: of `[a, b.c] = …` one too many, which costs nothing. */
function noteTarget(machine: Machine, target: Node): void {
  for (const name of freeNames(target)) machine.written.add(name)
}

function noteAssignment(machine: Machine, target: Node): void {
  if (target.type === 'Identifier') machine.assigned.add(target.name)
  else if (target.type === 'MemberExpression' && !target.computed && target.property.type === 'Identifier') {
    machine.assigned.add(`.${target.property.name}`)
  }
}
