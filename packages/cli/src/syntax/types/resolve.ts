import type { TSTypeName, TSTypeParameterDeclaration, TSTypeReference } from 'oxc-parser'
import { importedModule } from '../modules/imports.ts'
import { DEFAULT, type Module, type TypeDeclaration } from '../modules/module.ts'
import type { Scope } from '../values/frame.ts'
import type { Type } from './type.ts'

const MOST_STEPS = 40

/** Follows names to the type they stand for. A name that is declared nowhere stays as it is. */
export function resolveType(type: Type): Type {
  let current = type
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (current.node.type !== 'TSTypeReference') return current
    const next = followReference(current.node, current.scope)
    if (!next) return current
    current = next
  }
  return current
}

/** The last part of a type's name: `File`, `Partial`. */
export function typeName(name: TSTypeName): string {
  if (name.type === 'Identifier') return name.name
  return name.type === 'TSQualifiedName' ? name.right.name : 'this'
}

function followReference(node: TSTypeReference, scope: Scope): Type | undefined {
  const name = typeName(node.typeName)
  if (node.typeName.type === 'Identifier') {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const bound = at.types?.get(name)
      if (bound) return bound
    }
  }
  const found = declaredType(scope.module, name)
  if (!found) return undefined
  const args = (node.typeArguments?.params ?? []).map(param => ({ node: param, scope }))
  return declarationType(found, args)
}

/** A declaration and the module it stands in. */
interface Found {
  node: TypeDeclaration
  module: Module
}

function declarationType({ node, module }: Found, args: readonly Type[]): Type {
  if (node.type === 'TSEnumDeclaration') return { node, scope: module.scope }
  const scope = bindTypes(module.scope, node.typeParameters, args)
  return node.type === 'TSTypeAliasDeclaration' ? { node: node.typeAnnotation, scope } : { node, scope }
}

/** A scope in which the type parameters stand for the arguments, or for their defaults. */
export function bindTypes(
  parent: Scope,
  declared: TSTypeParameterDeclaration | null | undefined,
  args: readonly Type[],
): Scope {
  if (!declared?.params.length) return parent
  const types = new Map<string, Type>()
  const scope: Scope = { parent, names: new Map(), types, module: parent.module, frame: parent.frame }
  for (const [index, param] of declared.params.entries()) {
    const given = args[index]
    if (given) types.set(param.name.name, given)
    else if (param.default) types.set(param.name.name, { node: param.default, scope })
  }
  return scope
}

/** The declaration of a type by the name it has in a module, through imports. */
export function declaredType(module: Module, name: string, depth = 0): Found | undefined {
  const own = module.types.get(name)
  if (own) return { node: own, module }
  const imported = module.imports.get(name)
  if (!imported || depth > MOST_STEPS) return undefined
  const from = importedModule(module, imported.specifier)
  return from && exportedType(from, imported.name, depth + 1)
}

/** `export default Book`, and `export default class Book { … }`. */
function defaultName({ source }: Module): string {
  for (const statement of source.program.body) {
    if (statement.type !== 'ExportDefaultDeclaration') continue
    const { declaration } = statement
    if (declaration.type === 'Identifier') return declaration.name
    if ('id' in declaration && declaration.id?.type === 'Identifier') return declaration.id.name
  }
  return DEFAULT
}

function exportedType(module: Module, name: string, depth: number): Found | undefined {
  if (depth > MOST_STEPS) return undefined
  const link = module.exported.get(name)
  if (typeof link === 'string') return declaredType(module, name === 'default' ? defaultName(module) : link, depth + 1)
  if (link) {
    const from = importedModule(module, link.specifier)
    return from && exportedType(from, link.name, depth + 1)
  }
  const own = module.types.get(name)
  if (own) return { node: own, module }
  for (const specifier of module.stars) {
    const from = importedModule(module, specifier)
    const found = from && exportedType(from, name, depth + 1)
    if (found) return found
  }
  return undefined
}
