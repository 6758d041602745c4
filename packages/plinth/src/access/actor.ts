/** Who is asking. Frozen; made once a request by `auth`, or by the worker for a job. */
export interface Actor {
  readonly kind: 'user' | 'key' | 'service' | 'nobody'
  /** The user's or key's id; null for nobody. */
  readonly id: string | null
  /** The tenant that was settled for this request; null where none is. The token's claim always wins. */
  readonly tenant: string | null
  readonly roles: readonly string[]
  /** `resource:action`, with `*` for either part or for everything. */
  readonly permissions: readonly string[]
  /** What an API key is for, in the same words; it may ask for nothing else. Absent from everybody else. */
  readonly scopes?: readonly string[]
}

/** The actor of a request without a token. */
export const nobodyActor: Actor = Object.freeze({ kind: 'nobody', id: null, tenant: null, roles: [], permissions: [] })

/** True when one of the actor's permissions covers `permission`: exactly, by `orders:*`, `*:read` or `*`. */
export function permits(actor: Pick<Actor, 'permissions'>, permission: string): boolean {
  const [resource, action] = permission.split(':')
  return actor.permissions.some(
    held => held === '*' || held === permission || held === `${resource}:*` || held === `*:${action}`,
  )
}

declare module '../context/context.ts' {
  interface Context {
    /** Who is asking. */
    readonly actor: Actor
  }
}
