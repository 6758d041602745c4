import { type Actor, type PolicyNode, permits } from '../access/index.ts'
import { invalid } from '../errors/index.ts'
import { findRole } from '../tenancy/index.ts'
import { tenantsErrors } from './errors.ts'
import type { Parts } from './parts.ts'

/** Refuses what may do more than the actor. Nobody hands on what they do not have. */
export function refuseExcess(actor: Actor, permissions: readonly string[]): void {
  if (!permissions.every(each => permits(actor, each))) throw tenantsErrors.TENANT_ROLE_EXCEEDS()
}

/** What a role of this name permits in a tenant, undefined where there is none. Roles of the code come first. */
export async function permissionsOf(
  { people, database }: Parts,
  tenant: string,
  role: string,
): Promise<readonly string[] | undefined> {
  if (Object.hasOwn(people.roles, role)) return people.roles[role]
  return findRole(database, { tenant, name: role })
}

/** Refuses a role that is none here, or that permits more than the actor may. Ask under the tenant's lock. */
export async function demandRole(parts: Parts, actor: Actor, asked: { tenant: string; role: string }): Promise<void> {
  const permissions = await permissionsOf(parts, asked.tenant, asked.role)
  if (permissions === undefined) throw invalid([{ field: parts.wire.name('role'), message: 'Is no role here.' }])
  refuseExcess(actor, permissions)
}

/** Permissions that mean something in this backend. */
export class KnownPermissions {
  readonly #literals: ReadonlySet<string>
  readonly #resources: ReadonlySet<string>
  readonly #actions: ReadonlySet<string>

  constructor(literals: Iterable<string>) {
    this.#literals = new Set(literals)
    const parts = [...this.#literals].map(each => each.split(':'))
    this.#resources = new Set(parts.map(([resource = '']) => resource))
    this.#actions = new Set(parts.map(([, action = '']) => action))
  }

  /** True for one that something asks for, or that a role of the code names; for `orders:*` where anything of orders is. */
  has(permission: string): boolean {
    if (permission === '*' || this.#literals.has(permission)) return true
    const [resource = '', action = ''] = permission.split(':')
    return (
      (action === '*' && this.#resources.has(resource)) ||
      (resource === '*' && action !== '' && this.#actions.has(action))
    )
  }
}

/** The permissions that a policy asks for. */
export function asked(node: PolicyNode): string[] {
  if (node.kind === 'can') return [node.permission]
  return node.kind === 'and' || node.kind === 'or' ? node.of.flatMap(asked) : []
}
