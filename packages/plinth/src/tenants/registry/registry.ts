import { randomBytes } from 'node:crypto'
import { resolveTxt } from 'node:dns/promises'
import type { Database, Scope } from '../../data/index.ts'
import { isSlug, isTenantId, type Plan, type Tenancy } from '../../tenancy/index.ts'
import { domainName } from './domain-name.ts'
import { registryErrors } from './errors.ts'

const nowhere: Scope = Object.freeze({ tenant: null })

/** A tenant as its operator sees it. */
export interface RegisteredTenant {
  readonly id: string
  readonly slug: string
  readonly name: string
  /** Null where the backend has no plans. */
  readonly plan: string | null
  readonly members: number
}

/** A domain of a tenant: unverified ones count for nothing. */
export interface TenantDomain {
  readonly domain: string
  /** What the TXT record `_plinth.<domain>` must hold. */
  readonly token: string
  readonly verified: boolean
}

/** Reads the TXT records of a name, as `node:dns` does. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>

const tenants = `select t.id::text as id, t.slug, t.name, plinth.plan_of(t.id::text) as plan,
  (select count(*)::int from plinth.memberships m where m.tenant_id = t.id) as members from plinth.tenants t`
const listStatement = { text: `${tenants} order by t.created_at, t.id` }
const byIdStatement = { text: `${tenants} where t.id = $1::uuid` }
const bySlugStatement = { text: `${tenants} where t.slug = $1` }
const planStatement = { text: 'update plinth.tenants set plan = $2 where id = $1::uuid' }
const domainsStatement = {
  text: `select domain, token, verified_at is not null as verified from plinth.domains where tenant_id = $1::uuid order by domain`,
}
const addStatement = {
  text: `insert into plinth.domains (tenant_id, domain, token) values ($1::uuid, $2, $3)
    on conflict (tenant_id, domain) do nothing`,
}
const removeStatement = { text: 'delete from plinth.domains where tenant_id = $1::uuid and domain = $2 returning 1' }
const lockStatement = { text: `select pg_advisory_xact_lock(hashtextextended('plinth.domain:' || $1, 0))` }
const takenStatement = {
  text: 'select 1 from plinth.domains where domain = $2 and verified_at is not null and tenant_id <> $1::uuid',
}
const verifyStatement = {
  text: `update plinth.domains set verified_at = coalesce(verified_at, now())
    where tenant_id = $1::uuid and domain = $2 and token = $3 returning 1`,
}

/** What an operator does with tenants from outside: no client can ask for any of it. Tenants are named by id or slug. */
export class Registry {
  readonly #database: Database
  readonly #tenancy: Tenancy
  readonly #resolve: ResolveTxt

  constructor(database: Database, tenancy: Tenancy, resolve: ResolveTxt = resolveTxt) {
    this.#database = database
    this.#tenancy = tenancy
    this.#resolve = resolve
  }

  /** Every tenant, the oldest first. */
  list(): Promise<RegisteredTenant[]> {
    return this.#database.write<RegisteredTenant>(listStatement, [], nowhere)
  }

  /** Makes a tenant without members; with a plan, or the first one. TENANT_SLUG_UNFIT, PLAN_UNKNOWN, CONFLICT. */
  async create({ slug, name, plan }: { slug: string; name: string; plan?: string }): Promise<RegisteredTenant> {
    if (plan !== undefined) this.#plan(plan)
    await this.#tenancy.createTenant({ slug, name })
    return plan === undefined ? this.find(slug) : this.setPlan(slug, plan)
  }

  /** TENANT_UNKNOWN for one that is not there. */
  async find(name: string): Promise<RegisteredTenant> {
    const statement = isTenantId(name) ? byIdStatement : isSlug(name) ? bySlugStatement : undefined
    const [tenant] =
      statement === undefined ? [] : await this.#database.write<RegisteredTenant>(statement, [name], nowhere)
    if (tenant === undefined) throw registryErrors.TENANT_UNKNOWN({ name: name.slice(0, 100) })
    return tenant
  }

  /** Gives the tenant a plan. Rows obey it at once, requests within 5 s; what it has too many of stays. */
  async setPlan(name: string, plan: string): Promise<RegisteredTenant> {
    const tenant = await this.find(name)
    await this.#tenancy.changes.run(tenant.id, () =>
      this.#database.write(planStatement, [tenant.id, this.#plan(plan).name], { tenant: tenant.id }),
    )
    return { ...tenant, plan }
  }

  /** The tenant's domains, verified or not. */
  async domains(name: string): Promise<TenantDomain[]> {
    const { id } = await this.find(name)
    return this.#database.write<TenantDomain>(domainsStatement, [id], { tenant: id })
  }

  /** Notes a domain and its token; one that is there keeps its token. Nothing leads to the tenant until it is verified. */
  async addDomain(name: string, domain: string): Promise<TenantDomain> {
    const host = domainName(domain, this.#tenancy.config.domain)
    const { id } = await this.find(name)
    const token = `plinth-${randomBytes(24).toString('base64url')}`
    await this.#database.write(addStatement, [id, host, token], { tenant: id })
    return this.#domain(id, host)
  }

  /**
   * Reads the TXT record `_plinth.<domain>`, and lets the domain lead to the tenant where it holds the token:
   * DOMAIN_UNPROVEN otherwise, DOMAIN_TAKEN where another tenant has it.
   */
  async verifyDomain(name: string, domain: string): Promise<TenantDomain> {
    const host = domainName(domain, this.#tenancy.config.domain)
    const { id } = await this.find(name)
    const { token } = await this.#domain(id, host)
    const records = await this.#resolve(`_plinth.${host}`).catch(() => [])
    // A long record comes in pieces: RFC 7208 section 3.3.
    if (!records.some(pieces => pieces.join('') === token))
      throw registryErrors.DOMAIN_UNPROVEN({ domain: host, token })
    await this.#tenancy.changes.run(id, async () => {
      await this.#database.write(lockStatement, [host], nowhere)
      const taken = await this.#database.write(takenStatement, [id, host], nowhere)
      if (taken.length > 0) throw registryErrors.DOMAIN_TAKEN({ domain: host })
      await this.#database.write(verifyStatement, [id, host, token], { tenant: id })
    })
    return this.#domain(id, host)
  }

  /** The domain leads to the tenant no more, in any instance, within a second. */
  async removeDomain(name: string, domain: string): Promise<void> {
    const { id } = await this.find(name)
    const gone = await this.#tenancy.changes.run(id, () =>
      this.#database.write(removeStatement, [id, domain.toLowerCase()], { tenant: id }),
    )
    if (gone.length === 0) throw registryErrors.DOMAIN_UNFIT({ domain: domain.slice(0, 253) })
  }

  async #domain(tenant: string, host: string): Promise<TenantDomain> {
    const all = await this.#database.write<TenantDomain>(domainsStatement, [tenant], { tenant })
    const found = all.find(each => each.domain === host)
    if (found === undefined) throw registryErrors.DOMAIN_UNFIT({ domain: host })
    return found
  }

  #plan(name: string): Plan {
    const { plans } = this.#tenancy.config
    const plan = plans.find(each => each.name === name)
    if (plan !== undefined) return plan
    throw registryErrors.PLAN_UNKNOWN({
      plan: name.slice(0, 100),
      plans: plans.map(each => each.name).join(', ') || 'none',
    })
  }
}
