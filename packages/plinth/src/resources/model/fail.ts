import { nearest } from '../../config/index.ts'
import type { PlinthError } from '../../errors/index.ts'
import { resourceErrors } from '../errors.ts'
import type { Column, Table } from './table.ts'

/** Where in a resource's options a name stands, for errors at boot. */
export interface Place {
  readonly resource: string
  readonly option: string
}

/** The column that an option names, or RESOURCE_FIELD_UNKNOWN with the nearest key. */
export function columnNamed(table: Table, field: string, place: Place): Column {
  const column = table.columns.get(field)
  if (column !== undefined) return column
  const details = { ...place, field, table: table.key, nearest: meant(field, [...table.columns.keys()]) }
  throw resourceErrors.RESOURCE_FIELD_UNKNOWN(details)
}

/** An option that cannot be: what is wrong, and how to mend it. */
export function invalidOption(resource: string, problem: string, mend: string): PlinthError {
  return resourceErrors.RESOURCE_OPTION_INVALID({ resource, problem, mend })
}

/** ` Did you mean …?`, or nothing. */
export function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === undefined ? '' : ` Did you mean ${near}?`
}
