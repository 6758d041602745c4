import { knownKeys } from '../config/index.ts'
import { tenancyErrors } from './errors.ts'
import { type Plan, type PlansOptions, resolvePlans } from './plans.ts'

const sources = ['token', 'header', 'subdomain', 'path', 'domain'] as const

/** Where a request may name its tenant. */
export type TenantSource = (typeof sources)[number]

/** The small structural shape of a Zod schema. */
export interface SettingsShape {
  readonly _zod: { readonly input: unknown; readonly output: unknown }
}

export interface TenancyOptions {
  /**
   * Where a request may name its tenant; the first one that does is taken. Default `['token', 'header']`. The claim of
   * an access token always wins: what a header, a subdomain or a path names must agree with it, or the answer is 403.
   * `domain` is a domain of the tenant's own, once `plinth tenants domain verify` has seen its token in the DNS.
   * `path` serves everything under `/t/:tenant` too, below the base path.
   */
  readonly from?: readonly TenantSource[]
  /**
   * The domain under which each tenant has its own: `example.com` for `acme.example.com`. Only read when `from` has
   * `subdomain`. Default: the host of `PUBLIC_URL`.
   */
  readonly domain?: string
  /**
   * What each tenant can set, feature flags too, as a Zod object in which every field has a default:
   * `z.object({ theme: z.enum(['light', 'dark']).default('light'), exports: z.boolean().default(false) })`. Unknown
   * fields are refused. Left out, tenants have no settings.
   */
  readonly settings?: SettingsShape
  /**
   * Tables without `tenantId()`, whose rows all tenants share: `[schema.countries]`. Every other table must be a tenant
   * table, or `plinth migrate` stops. Default none; the users table need not be named.
   */
  readonly global?: readonly object[]
  /**
   * Role of whoever makes a tenant; at least one member keeps it. Default: the first of `auth.roles` that has `*`, else
   * `admin`. Anybody gets it by making a tenant: a role that may touch tables of no tenant stops the start. `false`
   * leaves `POST /tenants` out: tenants are made by seeds and commands.
   */
  readonly founder?: string | false
  /**
   * `global`: people have one account, and memberships join it to tenants. `perTenant`: each tenant has people of its
   * own, and the same address in two of them is two people. The users table then has `tenantId()`, and its e-mail is
   * unique with it; whoever registers or signs in names the tenant by a header, a host or a path. Nobody makes tenants
   * by asking, is invited, or signs in with a provider. Default `global`.
   */
  readonly users?: 'global' | 'perTenant'
  /** What tenants may use, by plan, the smallest first: a tenant has the first until it is given another. Default: no limits. */
  readonly plans?: PlansOptions
  /** How long a deleted tenant can be restored before its rows go: `s`, `m`, `h` or `d`. Default `30d`. */
  readonly deleteAfter?: string
}

export interface TenancyConfig {
  readonly from: readonly TenantSource[]
  readonly domain: string | null
  readonly settings: SettingsShape | null
  /** Null where the roles decide; false where nobody makes tenants by asking. */
  readonly founder: string | false | null
  readonly plans: readonly Plan[]
  readonly users: 'global' | 'perTenant'
  /** Seconds. */
  readonly deleteAfter: number
}

/** Checks the options and fills in the defaults. `host` is the host of `PUBLIC_URL`, where there is one. */
export function resolveTenancy(options: TenancyOptions, host?: string): TenancyConfig {
  knownKeys('tenancy', options, ['from', 'domain', 'settings', 'global', 'founder', 'plans', 'users', 'deleteAfter'])
  const from = options.from ?? ['token', 'header']
  const odd = from.find(source => !sources.includes(source))
  if (odd !== undefined) {
    throw tenancyErrors.TENANCY_UNFIT({ option: 'from', reason: `${odd} is none of ${sources.join(', ')}` })
  }
  const { users = 'global' } = options
  if (users !== 'global' && users !== 'perTenant') {
    throw tenancyErrors.TENANCY_UNFIT({ option: 'users', reason: 'it is neither global nor perTenant' })
  }
  const named = ['header', 'subdomain', 'path', 'domain'].some(source => from.includes(source as TenantSource))
  if (users === 'perTenant' && !named) {
    throw tenancyErrors.TENANCY_UNFIT({ option: 'from', reason: 'nobody could say which tenant they sign in to' })
  }
  const domain = options.domain ?? host
  if (from.includes('subdomain') && domain === undefined) {
    throw tenancyErrors.TENANCY_UNFIT({ option: 'domain', reason: 'it is not set, and neither is PUBLIC_URL' })
  }
  return Object.freeze({
    from: Object.freeze([...from]),
    domain: domain?.toLowerCase() ?? null,
    settings: options.settings ?? null,
    founder: users === 'perTenant' ? false : (options.founder ?? null),
    users,
    plans: resolvePlans(options.plans),
    deleteAfter: seconds('deleteAfter', options.deleteAfter ?? '30d'),
  })
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

function seconds(option: string, text: string): number {
  const [, number, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const length = Number(number) * (units[unit ?? ''] ?? Number.NaN)
  if (!Number.isNaN(length)) return length
  const reason = `${JSON.stringify(text)} is no duration such as 12h or 30d`
  throw tenancyErrors.TENANCY_UNFIT({ option, reason })
}
