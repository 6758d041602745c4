import type { Operation } from '../../operations/index.ts'
import type { Requests } from './requests.ts'

/**
 * The operation, counted for its tenant, and refused where the plan has no more requests. Those of auth and of tenants
 * are not: people must be able to sign in, and to see why.
 */
export function counted(operation: Operation, requests: Requests): Operation {
  const { module, run } = operation
  if (module === 'auth' || module === 'tenants') return operation
  return {
    ...operation,
    async run(call, ctx) {
      requests.count(ctx.actor)
      return run.call(operation, call, ctx)
    },
  }
}
