import type { Scalar } from '../access/index.ts'
import type { AnyTable, TableShape } from './register.ts'
import type { FieldOf } from './resource.ts'

/** A field that the database computes for each row from rows that point to it. Made by `count` and `exists`. */
export interface ComputedField<Value = unknown> {
  readonly kind: 'count' | 'exists'
  readonly table: TableShape
  readonly options: ComputedOptions<AnyTable>
  /** Carries the type of the value; never there. */
  readonly value?: Value
}

/** Which rows a computed field is about. */
export interface ComputedOptions<T extends TableShape> {
  /** Only rows of the actor: those whose key to the users table is the actor's id. False or 0 for everybody else. */
  readonly of?: 'actor'
  /** The field of the other table that points to this row. Needed where several do. */
  readonly by?: FieldOf<T>
  /** Only rows whose fields have these values. */
  readonly where?: { readonly [K in FieldOf<T>]?: Scalar }
}

/** Computed fields by table key and name. */
export type ComputedFields = Readonly<Record<string, Readonly<Record<string, ComputedField>>>>

/** How many rows of `table` point to this row. One index-backed sub-select a row: index the key. */
export function count<T extends TableShape>(table: T, options: ComputedOptions<T> = {}): ComputedField<number> {
  return Object.freeze({ kind: 'count', table, options: options as ComputedOptions<AnyTable> })
}

/** Whether a row of `table` points to this row: `exists(favorites, { of: 'actor' })` is `favorited`. */
export function exists<T extends TableShape>(table: T, options: ComputedOptions<T> = {}): ComputedField<boolean> {
  return Object.freeze({ kind: 'exists', table, options: options as ComputedOptions<AnyTable> })
}

/** Declares the computed fields of a schema's tables; resources show the ones they name in `computed`. */
export function computed<
  S extends object,
  const C extends { readonly [K in keyof S]?: Readonly<Record<string, ComputedField>> },
>(_schema: S, fields: C): C {
  return Object.freeze(fields)
}
