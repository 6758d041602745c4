import type { Policy } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import type { AnyTable, TableShape } from './register.ts'

/** A row as it is read. */
export type Row<T extends TableShape> = T['$inferSelect']
/** A row as it is written: columns with a default may be left out. */
export type Input<T extends TableShape> = T['$inferInsert']
/** The keys of a table's columns. */
export type FieldOf<T extends TableShape> = keyof T['$inferSelect'] & string
/** What a client can do with a resource. */
export type Verb = 'list' | 'get' | 'create' | 'replace' | 'update' | 'delete'

/** Tables whose rows are written with their parent, by the name they have in its body: `{ items: orderItems }`. */
export type Children = Readonly<Record<string, TableShape>>

type Lines<C extends Children> = { readonly [K in keyof C]: readonly Input<C[K]>[] }

/** As hooks give them back: without the key to the parent, which is set when the parent is there. */
type NewLines<C extends Children> = { readonly [K in keyof C]: readonly Partial<Input<C[K]>>[] }

/** What hooks get: the context, and what is being written. They run inside the transaction of the write. */
export type CreateHook<T extends TableShape, C extends Children = Children> = (
  args: Context & { readonly input: Input<T> & Lines<C> },
) => (Input<T> & NewLines<C>) | Promise<Input<T> & NewLines<C>>

/** Gets what is to change and the row as it is, locked until the commit; gives back what to write. */
export type ChangeHook<T extends TableShape> = (
  args: Context & { readonly input: Partial<Input<T>>; readonly row: Row<T> },
) => Partial<Input<T>> | Promise<Partial<Input<T>>>

/** Gets the row that was written, or is about to go. A throw undoes the write. */
export type RowHook<T extends TableShape> = (args: Context & { readonly row: Row<T> }) => void | Promise<void>

/** The rows of another table that point here. */
export interface RelationOptions {
  readonly of: TableShape
  /** The field of `of` that holds this row's key. */
  readonly by: string
}

/** Who may read and write one field. */
export interface FieldRule<T extends TableShape> {
  /** Left out of answers, and no filter, sort or search, for everybody else; null where it depends on the row. */
  readonly read?: Policy<FieldOf<T>>
  /** `nobody` leaves the field to hooks and `trusted`. */
  readonly write?: Policy<FieldOf<T>>
}

/** What makes a resource of a table. */
export interface ResourceOptions<T extends TableShape, C extends Children = Children> {
  /** Name in paths, envelopes and permissions. Default: the table's key in the schema. Two resources may show one table. */
  readonly name?: string
  /** Singular name, for envelopes that name the item. Default: `name` without its plural ending. */
  readonly singular?: string
  /** Path under the base. Default `/<name>` in kebab case; `/articles/:slug/comments` nests it under another resource. */
  readonly path?: string
  /** The field that stands in the path. Default: the primary key. It must be unique. */
  readonly id?: FieldOf<T>
  /** Operations to offer. Default: all six. `[]` makes a resource that is only written and read with its parent. */
  readonly operations?: readonly Verb[]
  /** Who may. `read` covers list and get, `write` the rest; a verb's own name wins. Whatever is not named is denied. */
  readonly allow?: { readonly [K in Verb | 'read' | 'write']?: Policy<FieldOf<T>> }
  /** Fields that lists filter on, each with an index. A record maps a query word to a path: `{ author: 'author.username' }`. */
  readonly filter?: readonly FieldOf<T>[] | Readonly<Record<string, string>>
  /** Fields that lists sort on, each with an index. The first is the default, newest first for timestamps. */
  readonly sort?: readonly FieldOf<T>[]
  /** Text fields that `search` looks in, case ignored. */
  readonly search?: readonly FieldOf<T>[]
  /**
   * Relations whose keys do not say it: none, or several to one table. The key is a field of this table, or a field of
   * the other: `{ customer: 'customerId', reviews: { of: reviews, by: 'subjectId' } }`.
   */
  readonly relations?: Readonly<Record<string, FieldOf<T> | RelationOptions>>
  /**
   * Related rows that a client may ask for, by relation name: `category` of `categoryId`, `items` of `orderItems`. A
   * record names the resource that shows them. Of many, at most 1000 come, in the order of their own list where their
   * resource declares `sort`, else by the time they were made and then by key; without `timestamps()`, by key.
   */
  readonly include?: readonly string[] | Readonly<Record<string, string>>
  /**
   * Related rows that always come along, ordered as in `include`. A record names the resource that shows them: `{
   * author: 'profiles' }`.
   */
  readonly embed?: readonly string[] | Readonly<Record<string, string>>
  /**
   * Child tables whose rows are written with the row, in its transaction: `{ items: orderItems }`. They are always shown
   * with it, ordered as in `include`. Rows of one write have one time: to keep their order, give them a field to `sort` by.
   */
  readonly children?: C
  /** Computed fields of this table, from `computed.ts`. */
  readonly computed?: readonly string[]
  /** Only these fields are shown and written. Default: all of the table. */
  readonly only?: readonly FieldOf<T>[]
  /** Rules of single fields: who may read them, who may write them. `nobody` leaves them to hooks and `trusted`. */
  readonly fields?: { readonly [K in FieldOf<T>]?: FieldRule<T> }
  /** Page size when the client does not say. Default 20, never over 1000. */
  readonly size?: number
  /**
   * Run in the transaction of the write, on plain fields; what they add is not held to field rules. With
   * `before.create`, a body may leave out required texts that are unique, such as a slug: the hook fills them in.
   * `update` runs for replace too.
   */
  readonly before?: {
    readonly create?: CreateHook<T, C>
    readonly update?: ChangeHook<T>
    readonly delete?: RowHook<T>
  }
  /** Run after the write, before the commit: a throw undoes it. */
  readonly after?: { readonly create?: RowHook<T>; readonly update?: RowHook<T>; readonly delete?: RowHook<T> }
}

/** A table with operations. Opaque on purpose: its type carries nothing of the hooks. */
export interface Resource {
  readonly kind: 'resource'
  readonly table: TableShape
  readonly options: ResourceOptions<AnyTable>
}

/**
 * Gives a table operations: list, get, create, replace, update, delete. Denies everything that `allow` does not name.
 * `id`, the tenant, owner fields, timestamps and `role` are the server's and are never written from a body.
 */
export function resource<T extends TableShape, const C extends Children = Record<never, never>>(
  table: T,
  options: ResourceOptions<T, C>,
): Resource {
  return Object.freeze({ kind: 'resource', table, options: options as unknown as ResourceOptions<AnyTable> })
}
