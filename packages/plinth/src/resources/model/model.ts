import type { PolicyNode } from '../../access/index.ts'
import type { FilterSpec } from '../../operations/index.ts'
import type { AnyTable } from '../register.ts'
import type { Relation } from '../relations/relation.ts'
import type { ResourceOptions, Verb } from '../resource.ts'
import type { At } from '../sql/draft.ts'
import type { Shape } from '../sql/texts.ts'
import type { Column, Table } from './table.ts'

/** How the dialect writes data: what `compileResources` is told of it. */
export interface Wire {
  /** Field names on the wire. Default `camel`. */
  readonly casing?: 'camel' | 'snake'
  /** What PUT means. Default `replace`. */
  readonly put?: 'replace' | 'merge'
  /** Fields in a body that are not known or not the client's. Default `refuse`. */
  readonly extra?: 'refuse' | 'drop'
  /** `bigint` and `numeric` on the wire. Default `string`. */
  readonly bigNumbers?: 'string' | 'number'
  /** Prefix of `location`. Default none. */
  readonly base?: string
  /** Page size of lists that have none of their own. Default 20. */
  readonly size?: number
  /** Query words of single rows. Defaults `include` and `fields`. */
  readonly include?: string
  readonly fields?: string
  /** Query word of cursors, for refusals. Default `cursor`. */
  readonly cursor?: string
}

/** A column as one resource shows it. */
export interface Field extends Column {
  readonly wire: string
  /** Answers carry it: it is in `only`, when there is one. */
  readonly shown: boolean
  /** Never taken from a body: keys, owners, timestamps, the tenant, the parent's key. */
  readonly server: boolean
  /** Who may read it and write it; null is everybody who may read or write the row. */
  readonly read: PolicyNode | null
  readonly write: PolicyNode | null
}

/** A field that the database computes. */
export interface Computation {
  readonly key: string
  readonly type: 'boolean' | 'integer'
  /** The expression has no parameters and is the same for every asker. */
  readonly fixed: boolean
  /** The expression for a row. */
  sql(at: At): string
}

/** Related rows inside of a row. */
export interface Embed {
  readonly name: string
  readonly wire: string
  readonly relation: Relation
  /** The resource whose policies and field rules the rows come under. */
  readonly shows: ResourceModel
}

/** What a query word filters on: relations to walk, then a column or a computed field. */
export interface Filter {
  readonly word: string
  readonly hops: readonly Relation[]
  readonly end: Column | Computation
  readonly spec: FilterSpec
  /** The read rule of the field it ends in. */
  readonly read: PolicyNode | null
}

/** The resource that a nested path hangs under: `articles` for `/articles/:slug/comments`. */
export interface Parent {
  readonly model: ResourceModel
  readonly param: string
  /** The field that holds the parent's key, and the parent's column it points to. */
  readonly field: Field
  readonly target: Column
}

/** A resource with everything resolved that boot can know. */
export interface ResourceModel {
  readonly name: string
  readonly singular: string
  readonly module: string
  readonly table: Table
  readonly options: ResourceOptions<AnyTable>
  readonly path: string
  /** The path parameter of one row. */
  readonly param: string
  readonly id: Field
  /** What makes the order of a list total: the primary key. */
  readonly ties: readonly Field[]
  /** Every column of the table, by key. */
  readonly fields: ReadonlyMap<string, Field>
  readonly computed: readonly (Computation & { readonly wire: string })[]
  readonly allow: Readonly<Partial<Record<Verb, PolicyNode>>>
  /** Who may see a row by itself or inside another row, and in a list; null is nobody. */
  readonly readOne: PolicyNode | null
  readonly readMany: PolicyNode | null
  readonly verbs: readonly Verb[]
  readonly owners: readonly Field[]
  readonly size: number
  readonly bigNumbers: 'string' | 'number'
  /** Query word of cursors. */
  readonly cursor: string
  readonly sorts: readonly Field[]
  readonly search: readonly Field[]
  // The rest is linked once every resource is known.
  readonly filters: Map<string, Filter>
  readonly embeds: Embed[]
  readonly children: Embed[]
  readonly includes: Map<string, Embed>
  /** What is shown is the same for everybody: no rules on fields, open relations, nothing of the actor. */
  fixed: boolean
  /** Select lists that are the same for everybody, by what was asked for. */
  readonly projections: Map<string, string>
  /** The same for rows that leave as texts. */
  readonly shapes: Map<string, Shape>
  parent?: Parent
}
