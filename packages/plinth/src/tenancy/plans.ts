import { knownKeys } from '../config/index.ts'
import { tenancyErrors } from './errors.ts'

/** What tenants of one plan may use. What is left out has no limit. */
export interface PlanOptions {
  /** The most members. Invitations that are open do not count. */
  readonly members?: number
  /** The most rows of tenant tables, by their names in the schema: `{ products: 100 }`. */
  readonly rows?: Readonly<Record<string, number>>
  /**
   * Requests of signed-in people and keys: `10000/month`, by months of UTC. Obeyed within 5 s, the time from one count
   * of an instance to the next.
   */
  readonly requests?: `${number}/month`
}

/** Plans by name, the smallest first. */
export type PlansOptions = Readonly<Record<string, PlanOptions>>

/** A plan with every limit settled; null is none. */
export interface Plan {
  readonly name: string
  readonly members: number | null
  readonly rows: Readonly<Record<string, number>>
  /** A month. */
  readonly requests: number | null
}

/** Checks plans. Their order is kept: the first is that of a tenant which was given none. */
export function resolvePlans(options: PlansOptions = {}): readonly Plan[] {
  return Object.freeze(Object.entries(options).map(([name, plan]) => resolvePlan(name, plan)))
}

function resolvePlan(name: string, plan: PlanOptions): Plan {
  knownKeys(`tenancy.plans.${name}`, plan, ['members', 'rows', 'requests'])
  const { members, rows = {}, requests } = plan
  const limits: [string, number | undefined][] = [['members', members], ...Object.entries(rows)]
  const odd = limits.find(([, most]) => most !== undefined && !(Number.isSafeInteger(most) && most >= 0))
  if (odd !== undefined) throw unfit(`${name}.${odd[0]}`, `${String(odd[1])} is no whole number`)
  const [, number] = /^(\d{1,15})\/month$/.exec(requests ?? '0/month') ?? []
  if (number === undefined) throw unfit(`${name}.requests`, `${JSON.stringify(requests)} is not like 10000/month`)
  return Object.freeze({
    name,
    members: members ?? null,
    rows: Object.freeze({ ...rows }),
    requests: requests === undefined ? null : Number(number),
  })
}

function unfit(option: string, reason: string) {
  return tenancyErrors.TENANCY_UNFIT({ option: `plans.${option}`, reason })
}
