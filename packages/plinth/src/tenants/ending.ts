import type { Operation } from '../operations/index.ts'
import type { Tenancy } from '../tenancy/index.ts'

/** What works while a tenant is about to end: coming and going, taking its data along, and letting it stay. */
const exempt = new Set([
  'tenants.create',
  'tenants.list',
  'tenants.get',
  'tenants.restore',
  'tenants.export',
  'tenants.delete',
])

/**
 * The operation, but TENANT_ENDING in a tenant that was deleted. Operations of auth go on: people must be able to sign
 * in to restore it. One look into memory a request.
 */
export function guarded(operation: Operation, tenancy: Tenancy): Operation {
  const { name, module, run } = operation
  if (module === 'auth' || exempt.has(name)) return operation
  return {
    ...operation,
    async run(call, ctx) {
      tenancy.refuseEnding(ctx.actor.tenant)
      return run.call(operation, call, ctx)
    },
  }
}
