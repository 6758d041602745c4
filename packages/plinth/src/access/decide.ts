import { type Actor, permits } from './actor.ts'
import type { PolicyNode, Scalar } from './policy.ts'

/**
 * A policy once the actor is known: decided, or a predicate on the row. `resources/` turns the predicate into
 * SQL; `holds` below checks one row in hand. Both come from the same tree, so they cannot disagree.
 */
export type Predicate =
  | boolean
  | { readonly field: string; readonly is: Scalar | readonly Scalar[] }
  | { readonly and: readonly Predicate[] }
  | { readonly or: readonly Predicate[] }

/** Folds in everything the actor alone decides. */
export function decide(node: PolicyNode, actor: Actor): Predicate {
  switch (node.kind) {
    case 'anyone':
      return true
    case 'nobody':
      return false
    case 'signedIn':
      return actor.kind !== 'nobody'
    case 'can':
      return permits(actor, node.permission)
    case 'owner':
      return actor.kind === 'user' && actor.id !== null ? { field: node.field, is: actor.id } : false
    case 'where':
      return all(Object.entries(node.match).map(([field, is]) => ({ field, is })))
    case 'when':
      return decide(node.of(actor), actor)
    case 'and':
      return all(node.of.map(part => decide(part, actor)))
    case 'or':
      return any(node.of.map(part => decide(part, actor)))
  }
}

/** True when the predicate holds for this row. `row` has the table's field names as keys. */
export function holds(predicate: Predicate, row: Readonly<Record<string, unknown>>): boolean {
  if (typeof predicate === 'boolean') return predicate
  if ('and' in predicate) return predicate.and.every(part => holds(part, row))
  if ('or' in predicate) return predicate.or.some(part => holds(part, row))
  const value = row[predicate.field] ?? null
  return Array.isArray(predicate.is) ? predicate.is.includes(value as Scalar) : value === predicate.is
}

function all(parts: readonly Predicate[]): Predicate {
  if (parts.includes(false)) return false
  const open = parts.filter(part => part !== true)
  return open.length === 0 ? true : open.length === 1 ? (open[0] as Predicate) : { and: open }
}

function any(parts: readonly Predicate[]): Predicate {
  if (parts.includes(true)) return true
  const open = parts.filter(part => part !== false)
  return open.length === 0 ? false : open.length === 1 ? (open[0] as Predicate) : { or: open }
}
