import type { ColumnState } from './snapshot.ts'

/** The type under a `serial`, which is a type with a sequence and not a type of its own. */
export function plainType(type: string): string {
  return type
    .replace(/^smallserial$/, 'smallint')
    .replace(/^bigserial$/, 'bigint')
    .replace(/^serial$/, 'integer')
}

/** Every value of the first fits into those that follow, and means the same there. */
const wider: Readonly<Record<string, readonly string[]>> = {
  smallint: ['integer', 'bigint', 'numeric', 'real', 'double precision'],
  integer: ['bigint', 'numeric', 'double precision'],
  bigint: ['numeric'],
  real: ['double precision'],
  varchar: ['text'],
  uuid: ['text'],
  json: ['text'],
  date: ['timestamp'],
}

/** True when no value can be lost or refused by the cast. The table may still be rewritten, under a lock. */
export function isWider(old: ColumnState, now: ColumnState, remade: ReadonlySet<string>): boolean {
  if (now.enum !== undefined && remade.has(now.enum)) return false
  if (old.enum !== undefined) return now.type === 'text' || now.type === 'text[]'
  const [from, to] = [measure(plainType(old.type)), measure(plainType(now.type))]
  if (from.base === to.base) return fits(from, to)
  return to.limits.length === 0 && (wider[from.base] ?? []).includes(to.base)
}

interface Measured {
  readonly base: string
  readonly limits: readonly number[]
}

function measure(type: string): Measured {
  const [, limits = ''] = /\(([\d, ]+)\)/.exec(type) ?? []
  return { base: type.replace(/ ?\([\d, ]+\)/, ''), limits: limits === '' ? [] : limits.split(',').map(Number) }
}

/** No limit takes everything. `numeric(p, s)` needs room on both sides of the point. */
function fits(from: Measured, to: Measured): boolean {
  if (to.limits.length === 0) return true
  if (from.limits.length === 0) return false
  const [precision = 0, scale = 0] = from.limits
  const [room = 0, places = 0] = to.limits
  return room - places >= precision - scale && places >= scale
}
