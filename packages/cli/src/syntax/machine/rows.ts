import { joinAll } from '../values/join.ts'
import type { Value } from '../values/value.ts'
import type { Machine } from './machine.ts'

/** Rows within rows that are gone through one by one, in all: a state that looks each of its rows up in itself has no end. */
const MOST = 1000

/** What is done with one row; of several rows together the place is not known. */
type Visit<T> = (row: Value, index: number | undefined) => T

/** Whether so many more rows may be gone through one by one here. */
export function hasRoom({ rows }: Machine, more: number): boolean {
  return rows * more <= MOST
}

/** Goes through rows one by one; through all of them together where they stand in too many others. */
export function eachRow<T>(machine: Machine, rows: readonly Value[], visit: Visit<T>): T[] {
  const { rows: around } = machine
  const apart = hasRoom(machine, rows.length)
  machine.rows = apart ? around * Math.max(1, rows.length) : around
  try {
    if (apart) return rows.map((row, index) => visit(row, index))
    return [visit(joinAll(rows), undefined)]
  } finally {
    machine.rows = around
  }
}
