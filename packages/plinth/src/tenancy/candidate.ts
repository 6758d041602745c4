import type { Domains } from './domains.ts'
import type { TenancyConfig, TenantSource } from './options.ts'

/** What a request says of its tenant besides the token: the tenant header's value, the host, and the step after `/t`. */
export interface Candidate {
  readonly header?: string | undefined
  readonly host: string
  readonly path?: string | undefined
}

/** First labels that belong to the platform and name no tenant. */
const reserved = new Set(['www', 'api', 'app'])

/** True for a slug that no tenant can be reached by. */
export const isReserved = (slug: string): boolean => reserved.has(slug)

/** The tenant that a request names, as an id or a slug in lower case; null where it names none. It is a claim, no proof. */
export function readCandidate(
  candidate: Candidate,
  config: TenancyConfig,
  domains?: Pick<Domains, 'tenantOf'>,
): string | null {
  for (const source of config.from) {
    const name = source === 'domain' ? (domains?.tenantOf(candidate.host) ?? null) : nameFrom(source, candidate, config)
    if (name !== null) return name
  }
  return null
}

function nameFrom(
  source: Exclude<TenantSource, 'domain'>,
  { header, host, path }: Candidate,
  { domain }: TenancyConfig,
): string | null {
  switch (source) {
    case 'header':
      return fromText(header)
    case 'subdomain':
      return fromHost(host, domain)
    case 'path':
      return fromText(path)
    case 'token':
      return null
  }
}

function fromText(text: string | undefined): string | null {
  const name = text?.trim().toLowerCase()
  return name === undefined || name === '' ? null : name
}

function fromHost(host: string, domain: string | null): string | null {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
  if (domain === null || !name.endsWith(`.${domain}`)) return null
  const label = name.slice(0, -domain.length - 1)
  return reserved.has(label) ? null : label
}
