import { Buffer } from 'node:buffer'
import pg from 'pg'
import type { TypeParsers } from './internals.ts'

/** A bound value as the wire takes it: text, bytes or null. */
export type WireValue = string | Uint8Array | null

/**
 * Turns values into what the wire takes, before anything is sent: a value that cannot be written (a circular object)
 * throws here, and never in the middle of a pipelined query. Arrays become PostgreSQL arrays, other objects JSON.
 */
export function toWire(values: readonly unknown[]): WireValue[] {
  const wire = new Array<WireValue>(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    wire[i] = typeof value === 'string' ? value : valueToWire(value)
  }
  return wire
}

function valueToWire(value: unknown): WireValue {
  if (value === null || value === undefined) return null
  if (typeof value !== 'object') return String(value)
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return arrayToWire(value)
  return JSON.stringify(value)
}

function arrayToWire(values: readonly unknown[]): string {
  return `{${values.map(elementToWire).join(',')}}`
}

function elementToWire(value: unknown): string {
  if (Array.isArray(value)) return arrayToWire(value)
  const wire = valueToWire(value)
  if (wire === null) return 'NULL'
  const text = typeof wire === 'string' ? wire : `\\x${Buffer.from(wire).toString('hex')}`
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

const asPrinted = (text: string): string => text
const textArray = pg.types.getTypeParser(1009 as number) as (text: string) => unknown

/**
 * Types kept as PostgreSQL prints them, by oid: json (114) and jsonb (3802) pass through to the answer without being
 * parsed and printed again; int8 (20), numeric (1700) and timestamps (1082, 1114, 1184, 1186) lose digits in JavaScript.
 */
const printed = new Set([20, 114, 1082, 1114, 1184, 1186, 1700, 3802])
// Arrays of the same: int8, json, jsonb, date, timestamp, timestamptz, interval, numeric.
const printedArrays = new Set([199, 1016, 1115, 1182, 1185, 1187, 1231, 3807])

/** Booleans, int2, int4, floats and bytea become JavaScript's; arrays become arrays; all else stays as printed. */
export const parsers: TypeParsers = {
  getTypeParser(oid, format) {
    if (printed.has(oid)) return asPrinted
    if (printedArrays.has(oid)) return textArray
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** Everything stays as printed. */
export const printedParsers: TypeParsers = { getTypeParser: () => asPrinted }
