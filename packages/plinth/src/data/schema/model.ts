import type { FilterType } from '../../operations/index.ts'
import type { ColumnRole } from './mark.ts'

/** The kind of a column's values. Enums are `text` with `enumValues`; `other` is a type that only SQL understands. */
export type ColumnType = FilterType | 'json' | 'array' | 'time' | 'interval' | 'bytes' | 'other'

/** One column, as plain data. `name` is the SQL name, `key` the field name. */
export interface ColumnModel {
  readonly key: string
  readonly name: string
  readonly type: ColumnType
  /** The SQL type, as in `create table`: `numeric(12, 2)`, `"order_status"`, `text[]`. */
  readonly sqlType: string
  /** What Drizzle gives for it: `string`, `number`, `bigint`, `boolean`, `date`, `json`, `array`, `buffer`, `custom`. */
  readonly jsType: string
  readonly notNull: boolean
  /** True when an insert may leave it out: a default, an identity, a sequence or a generated value. */
  readonly hasDefault: boolean
  /** The SQL text of the default. */
  readonly default?: string
  /** The PostgreSQL enum type of the column, or of an array's elements. */
  readonly enumName?: string
  /** Allowed values: of a PostgreSQL enum, or of `text({ enum })`. */
  readonly enumValues?: readonly string[]
  /** Characters that a `varchar` or `char` holds. */
  readonly maxLength?: number
  /** Part of the primary key. */
  readonly primary: boolean
  /** Unique by itself, in a tenant table within its tenant: by a constraint, a full unique index, or as the whole primary key. */
  readonly unique: boolean
  /** The database always makes the value: it cannot be written. */
  readonly generated: boolean
  /** The expression of a stored generated column. */
  readonly expression?: string
  readonly identity?: IdentityModel
  /** The column that a foreign key of this column alone points to. */
  readonly references?: { readonly table: string; readonly column: string }
  readonly role?: ColumnRole
  /** Drizzle's `$defaultFn`: the database knows nothing of it, so whoever inserts without Drizzle calls it. */
  readonly makeDefault?: () => unknown
}

/** A column that counts by itself. */
export interface IdentityModel {
  readonly always: boolean
  /** Sequence options in SQL, `start with 100`; empty for the defaults. */
  readonly options: string
}

/** A part of an index: a column or an expression. Order is left out where it is PostgreSQL's default. */
export interface IndexPart {
  readonly column?: string
  readonly expression?: string
  readonly order?: 'desc'
  readonly nulls?: 'first' | 'last'
  readonly opClass?: string
}

/** An index. Unique constraints and primary keys stand apart. */
export interface IndexModel {
  readonly name: string
  readonly unique: boolean
  readonly method: string
  readonly parts: readonly IndexPart[]
  /** The condition of a partial index. */
  readonly where?: string
  /** Storage parameters in SQL: `fillfactor = 70`. */
  readonly with?: string
  /** Built without blocking writes, in a migration of its own, when the table already exists. */
  readonly concurrently: boolean
  /** Of `everywhere()`: it need not begin with the tenant. */
  readonly everywhere?: true
}

/** A unique constraint, of one column or of several. */
export interface UniqueModel {
  readonly name: string
  readonly columns: readonly string[]
  readonly nullsNotDistinct: boolean
}

/** A foreign key: `columns` point to `foreignColumns` of `table`. */
export interface ForeignKeyModel {
  readonly name: string
  readonly columns: readonly string[]
  readonly table: string
  readonly foreignColumns: readonly string[]
  readonly onUpdate: string
  readonly onDelete: string
}

/** A check, as SQL with bare column names. */
export interface CheckModel {
  readonly name: string
  readonly expression: string
}

/** The primary key, of one column or of several. */
export interface PrimaryKeyModel {
  readonly name: string
  readonly columns: readonly string[]
}

/** One table, as plain data: everything that the engine and the migrations know of it. All names but `key` are SQL names. */
export interface TableModel {
  readonly key: string
  readonly name: string
  readonly columns: readonly ColumnModel[]
  readonly primaryKey?: PrimaryKeyModel
  readonly indexes: readonly IndexModel[]
  readonly uniques: readonly UniqueModel[]
  readonly foreignKeys: readonly ForeignKeyModel[]
  readonly checks: readonly CheckModel[]
  /** True for a tenant table: it has a column of `tenantId()`. */
  readonly tenant: boolean
}
