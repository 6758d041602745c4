import type { Database, Scope } from '../data/index.ts'
import { isSlug, isTenantId } from './name.ts'
import type { Tenant } from './settle.ts'

const nowhere: Scope = { tenant: null }

const byId = { name: 'tenant_by_id', text: 'select id::text as id, slug from plinth.tenants where id = $1::uuid' }
const bySlug = { name: 'tenant_by_slug', text: 'select id::text as id, slug from plinth.tenants where slug = $1' }

/** Names are remembered this long, unknown ones too. A renamed tenant answers under its old name for as long. */
const KEEP_MS = 10_000
const MOST = 10_000

interface Known {
  readonly tenant: Tenant | null
  readonly until: number
}

/** Finds tenants by id or slug, and remembers at most 10,000 names for 10 s: visitors ask on every request. */
export class Directory {
  readonly #database: Database
  readonly #clock: () => number
  readonly #known = new Map<string, Known>()

  constructor(database: Database, clock: () => number) {
    this.#database = database
    this.#clock = clock
  }

  /** The tenant of that name, null when there is none. Names that nothing could have never reach the database. */
  async find(name: string): Promise<Tenant | null> {
    const statement = isTenantId(name) ? byId : isSlug(name) ? bySlug : null
    if (statement === null) return null
    const known = this.#known.get(name)
    if (known !== undefined && known.until > this.#clock()) return known.tenant
    const [tenant = null] = await this.#database.read<Tenant>(statement, [name], nowhere)
    this.#remember(name, tenant)
    return tenant
  }

  /** Forgets a name, so that the next request sees what changed. */
  forget(name: string): void {
    this.#known.delete(name)
  }

  /** Forgets the names of a tenant; all of them for null. */
  forgetTenant(id: string | null): void {
    if (id === null) this.#known.clear()
    for (const [name, { tenant }] of this.#known) if (tenant?.id === id) this.#known.delete(name)
  }

  #remember(name: string, tenant: Tenant | null): void {
    this.#known.delete(name)
    this.#known.set(name, { tenant, until: this.#clock() + KEEP_MS })
    if (this.#known.size <= MOST) return
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest)
      return
    }
  }
}
