import type { Statement } from 'oxc-parser'
import type { Watched } from '../machine/task.ts'
import type { Source } from '../source.ts'
import type { Scope } from '../values/frame.ts'
import type { Thing } from '../values/value.ts'

/** A type declared at the top of a module, or one that it hands on. */
export type TypeDeclaration = Extract<
  Statement,
  {
    type:
      | 'TSInterfaceDeclaration'
      | 'TSTypeAliasDeclaration'
      | 'TSEnumDeclaration'
      | 'ClassDeclaration'
      | 'ClassExpression'
  }
>

/** A name that comes from another module. `name` is `*` for all of it. */
export interface ImportedName {
  specifier: string
  name: string
}

/** What was seen of a module's code while it ran, by offsets. */
export interface Seen {
  /** Names of functions that were found and called. */
  met: Set<number>
  /** Ways of tests that were taken. */
  taken: Set<number>
  /** And those that were passed over, with their ends. */
  passed: Map<number, number>
}

/** One file as the machine knows it. The scope is made anew whenever it runs; tasks that read its names are told of changes. */
export interface Module extends Watched {
  path: string
  index: number
  source: Source
  scope: Scope
  /** Specifiers of `export * from`. */
  stars: string[]
  types: Map<string, TypeDeclaration>
  imports: Map<string, ImportedName>
  /** What an exported name stands for: a name of this module, or of another. */
  exported: Map<string, ImportedName | string>
  seen: Seen
  /** Whether any function in it may read `arguments`. */
  readsArguments?: boolean
  /** What stands behind `?` in the page's address, as this file names it; made when it is asked for. */
  query?: Thing
  /** All exports as an object, made after each run in which it is asked for. */
  namespace?: Thing
}

/** The name that a default export without a name of its own goes by. */
export const DEFAULT = '*default*'
