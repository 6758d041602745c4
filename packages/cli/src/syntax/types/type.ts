import type { Class, TSEnumDeclaration, TSInterfaceDeclaration, TSType, TSTypeAliasDeclaration } from 'oxc-parser'
import type { Scope } from '../values/frame.ts'

/** What a type is written as. */
export type TypeNode = TSType | TSInterfaceDeclaration | TSEnumDeclaration | Class | TSTypeAliasDeclaration

/** A type as it is written, with the scope that gives its names a meaning. */
export interface Type {
  node: TypeNode
  scope: Scope
}
