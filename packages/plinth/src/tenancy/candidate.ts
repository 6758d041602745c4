import type { TenancyConfig } from './options.ts'

/** What a request says of its tenant besides the token: the tenant header's value, and the host it was sent to. */
export interface Candidate {
  readonly header?: string | undefined
  readonly host: string
}

/** First labels that belong to the platform and name no tenant. */
const reserved = new Set(['www', 'api', 'app'])

/** The tenant that a request names, as an id or a slug in lower case; null where it names none. It is a claim, no proof. */
export function readCandidate(candidate: Candidate, config: TenancyConfig): string | null {
  for (const source of config.from) {
    const name =
      source === 'header'
        ? fromHeader(candidate.header)
        : source === 'subdomain'
          ? fromHost(candidate.host, config.domain)
          : null
    if (name !== null) return name
  }
  return null
}

function fromHeader(header: string | undefined): string | null {
  const name = header?.trim().toLowerCase()
  return name === undefined || name === '' ? null : name
}

function fromHost(host: string, domain: string | null): string | null {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
  if (domain === null || !name.endsWith(`.${domain}`)) return null
  const label = name.slice(0, -domain.length - 1)
  return reserved.has(label) ? null : label
}
