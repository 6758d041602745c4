import type { Database, Scope } from '../data/index.ts'
import { repeat, type Service } from '../lifecycle/index.ts'
import { type Log, silentLog } from '../observability/index.ts'
import type { Changes } from './changes.ts'

const nowhere: Scope = Object.freeze({ tenant: null })
/** Milliseconds between looks at all of them; a change is seen within a second. */
const INTERVAL = 60_000

const allStatement = {
  name: 'domains_verified',
  text: 'select domain, tenant_id::text as tenant from plinth.domains where verified_at is not null',
}
const ofTenantStatement = {
  name: 'domains_of_tenant',
  text: `select domain, tenant_id::text as tenant from plinth.domains
    where tenant_id = $1::uuid and verified_at is not null`,
}

interface Row {
  readonly domain: string
  readonly tenant: string
}

export interface DomainsParts {
  readonly database: Database
  readonly changes: Changes
  readonly log?: Log | undefined
}

/** Domains of tenants that were verified, all in memory: a request pays one look into a map. */
export class Domains {
  readonly #parts: DomainsParts
  #tenants: ReadonlyMap<string, string> = new Map()

  constructor(parts: DomainsParts) {
    this.#parts = parts
    parts.changes.listen(tenant => void this.#load(tenant).catch(error => this.#failed(error)))
  }

  /** The id of the tenant that a host belongs to, null where it is nobody's. */
  tenantOf(host: string): string | null {
    const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '')
    return this.#tenants.get(name) ?? null
  }

  /** Reads them before anything is served. */
  service(): Service {
    const failed = (error: unknown): void => this.#failed(error)
    const looking = repeat({ name: 'domains', every: INTERVAL, work: () => this.#load(null), failed })
    return {
      name: looking.name,
      start: async () => {
        await this.#load(null)
        await looking.start()
      },
      stop: () => looking.stop(),
    }
  }

  async #load(tenant: string | null): Promise<void> {
    const { database } = this.#parts
    const rows =
      tenant === null
        ? await database.write<Row>(allStatement, [], nowhere)
        : await database.write<Row>(ofTenantStatement, [tenant], nowhere)
    const others = tenant === null ? [] : [...this.#tenants].filter(([, owner]) => owner !== tenant)
    this.#tenants = new Map([...others, ...rows.map(row => [row.domain, row.tenant] as const)])
  }

  #failed(error: unknown): void {
    ;(this.#parts.log ?? silentLog).warn({ error }, 'Domains of tenants could not be read; the last ones stand.')
  }
}
