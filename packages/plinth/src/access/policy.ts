import type { Actor } from './actor.ts'

/** A policy as data. Compiled into SQL for lists and into a check for single rows, from this one tree. */
export type PolicyNode =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'can'; readonly permission: string }
  | { readonly kind: 'owner'; readonly field: string }
  | { readonly kind: 'where'; readonly match: Readonly<Record<string, Scalar | readonly Scalar[]>> }
  | { readonly kind: 'when'; readonly fields: readonly string[]; readonly of: (actor: Actor) => PolicyNode }
  | { readonly kind: 'and' | 'or'; readonly of: readonly PolicyNode[] }

export type Scalar = string | number | boolean | null

/** Who may do something. Combine with `.or()` and `.and()`; everything not allowed is denied. */
export interface Policy<Field extends string = never> {
  readonly node: PolicyNode
  /** Field names that the policy reads from the row: only an operation on a row can decide it. */
  readonly fields?: Field
  or<Other extends string>(other: Policy<Other>): Policy<Field | Other>
  and<Other extends string>(other: Policy<Other>): Policy<Field | Other>
}

function policy<Field extends string>(node: PolicyNode): Policy<Field> {
  return Object.freeze({
    node,
    or: <Other extends string>(other: Policy<Other>) => policy<Field | Other>({ kind: 'or', of: [node, other.node] }),
    and: <Other extends string>(other: Policy<Other>) => policy<Field | Other>({ kind: 'and', of: [node, other.node] }),
  })
}

/** Everybody, signed in or not. */
export const anyone: Policy = policy({ kind: 'anyone' })

/** Nobody who asks from outside. Hooks and `ctx.trusted` are not asked. */
export const nobody: Policy = policy({ kind: 'nobody' })

/** Every user, key or service that was identified. */
export const signedIn: Policy = policy({ kind: 'signedIn' })

/** Actors with this permission, `resource:action`. Roles grant permissions in `defineBackend({ auth: { roles } })`. */
export function can(permission: `${string}:${string}`): Policy {
  return policy({ kind: 'can', permission })
}

/**
 * The user whose id stands in `field` of the row. The field is then the server's: it is set to the actor on
 * create and never written from a body.
 */
export function owner<Field extends string>(field: Field): Policy<Field> {
  return policy({ kind: 'owner', field })
}

/** Rows whose fields have these values; a list means any of them. */
export function where<Match extends Record<string, Scalar | readonly Scalar[]>>(
  match: Match,
): Policy<Extract<keyof Match, string>> {
  return policy({ kind: 'where', match })
}

/**
 * A rule of your own: what the actor decides, given back as a policy on these fields of the row. It runs once for each
 * request, before any row is read, so lists stay one statement: `when(['regionId'], actor => actor.roles.includes('north')
 * ? where({ regionId: 1 }) : nobody)`. Fields are checked at boot; `owner()` belongs outside, where its field is made
 * the server's.
 */
export function when<Field extends string = never>(
  fields: readonly Field[],
  of: (actor: Actor) => Policy<NoInfer<Field>>,
): Policy<Field> {
  return policy({ kind: 'when', fields, of: actor => of(actor).node })
}

/** The fields that a policy calls the row's owner. */
export function ownerFields(node: PolicyNode): string[] {
  if (node.kind === 'owner') return [node.field]
  if (node.kind === 'and' || node.kind === 'or') return [...new Set(node.of.flatMap(ownerFields))]
  return []
}
