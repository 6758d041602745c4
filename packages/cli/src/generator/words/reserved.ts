/** Words that cannot name a variable in a module. */
const language = `arguments await break case catch class const continue debugger default delete do else enum eval export
extends false finally for function if implements import in instanceof interface let new null package private protected
public return static super switch this throw true try typeof undefined var void while with yield`

/** What `schema.ts` imports. */
const builders = `check date doublePrecision foreignKey id index integer jsonb numeric pgTable primaryKey search text timestamp
timestamps unique uniqueIndex uuid boolean`

/** What the other files import from `plinth`, and what they call things of their own. */
const face = `action and anyone can computed conflict count defineBackend defineDialect distinct eq exists exportOf feed gte
invalid listOf module nobody notFound owner pending resource schema seed signedIn singleton slugify sql stats toggle
uniqueSlug where z`

const split = (text: string): string[] => text.split(/\s+/)

/** Names that no table has in `schema.ts`. */
export const reservedTables: ReadonlySet<string> = new Set([...split(language), ...split(builders)])

/** Names that no variable has anywhere. */
export const languageWords: ReadonlySet<string> = new Set(split(language))

/** Names that an import of a project's own file never has in resources and actions. */
export const reservedImports: ReadonlySet<string> = new Set([...split(language), ...split(face)])

/** Names that every JavaScript object answers to, or that a table object needs for itself. */
export const inherited: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'enableRLS',
  'getSQL',
  'shouldOmitSQLParens',
  'then',
])
