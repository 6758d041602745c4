import { knownKeys } from '../config/index.ts'
import { tenancyErrors } from './errors.ts'

const sources = ['token', 'header', 'subdomain'] as const

/** Where a request may name its tenant. */
export type TenantSource = (typeof sources)[number]

export interface TenancyOptions {
  /**
   * Where a request may name its tenant; the first one that does is taken. Default `['token', 'header']`. The claim of
   * an access token always wins: what a header or a subdomain names must agree with it, or the answer is 403.
   */
  readonly from?: readonly TenantSource[]
  /**
   * The domain under which each tenant has its own: `example.com` for `acme.example.com`. Only read when `from` has
   * `subdomain`. Default: the host of `PUBLIC_URL`.
   */
  readonly domain?: string
}

export interface TenancyConfig {
  readonly from: readonly TenantSource[]
  readonly domain: string | null
}

/** Checks the options and fills in the defaults. `host` is the host of `PUBLIC_URL`, where there is one. */
export function resolveTenancy(options: TenancyOptions, host?: string): TenancyConfig {
  knownKeys('tenancy', options, ['from', 'domain'])
  const from = options.from ?? ['token', 'header']
  const odd = from.find(source => !sources.includes(source))
  if (odd !== undefined) {
    throw tenancyErrors.TENANCY_UNFIT({ option: 'from', reason: `${odd} is none of ${sources.join(', ')}` })
  }
  const domain = options.domain ?? host
  if (from.includes('subdomain') && domain === undefined) {
    throw tenancyErrors.TENANCY_UNFIT({ option: 'domain', reason: 'it is not set, and neither is PUBLIC_URL' })
  }
  return Object.freeze({ from: Object.freeze([...from]), domain: domain?.toLowerCase() ?? null })
}
