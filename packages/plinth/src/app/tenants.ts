import type { CountedTable, TenantRules, UsageRules } from '../data/migrations/index.ts'
import { readTables } from '../data/schema/index.ts'
import { resolveTenancy, tenancyErrors } from '../tenancy/index.ts'
import type { Backend } from './backend.ts'

/** What migrations check of tenants; undefined where there are none. */
export function tenantRules({ tenancy, auth }: Backend): TenantRules | undefined {
  return tenancy && { global: [auth?.users, ...(tenancy.global ?? [])] }
}

const members: CountedTable = { schema: 'plinth', name: 'memberships', as: 'plinth.memberships' }

/** What is counted for tenants, and what their plans allow; nothing where there are none. */
export function usageRules({ schema, tenancy }: Backend): UsageRules {
  if (tenancy === undefined) return { tables: [], plans: [] }
  const counted = readTables(schema).filter(({ tenant }) => tenant)
  const { plans } = resolveTenancy({ plans: tenancy.plans ?? {} })
  for (const { name, rows } of plans) {
    const odd = Object.keys(rows).find(key => !counted.some(table => table.key === key))
    if (odd === undefined) continue
    throw tenancyErrors.TENANCY_UNFIT({
      option: `plans.${name}.rows`,
      reason: `${odd} is no tenant table of the schema`,
    })
  }
  return {
    tables: [members, ...counted.map(({ key, name }) => ({ name, as: key }))],
    plans: plans.map(plan => ({
      name: plan.name,
      rows: { ...plan.rows, ...(plan.members === null ? {} : { [members.as]: plan.members }) },
    })),
  }
}
