import { type Actor, nobodyActor } from '../access/index.ts'
import type { Bus } from '../bus/index.ts'
import type { Database } from '../data/index.ts'
import type { Log } from '../observability/index.ts'
import { type Candidate, readCandidate } from './candidate.ts'
import { Changes } from './changes.ts'
import { Directory } from './directory.ts'
import { Domains } from './domains.ts'
import { tenancyErrors } from './errors.ts'
import {
  addMember,
  createTenant,
  findMembership,
  findStanding,
  firstMembership,
  listMemberships,
  type Membership,
  type Standing,
} from './members.ts'
import type { TenancyConfig } from './options.ts'
import type { Tenant } from './settle.ts'

export interface TenancyParts {
  /** Tells the other instances what changed. Left out, there are none. */
  readonly bus?: Bus | undefined
  /** Default silent. */
  readonly log?: Log | undefined
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number
}

/** The tenants of one backend. Made only where `tenancy` is on: without it no request pays for any of this. */
export class Tenancy {
  readonly config: TenancyConfig
  /** Changes of tenants, and who is told. */
  readonly changes: Changes
  /** Present where `from` has `domain`. */
  readonly domains: Domains | undefined
  readonly #database: Database
  readonly #directory: Directory

  constructor(database: Database, config: TenancyConfig, { bus, log, clock = Date.now }: TenancyParts = {}) {
    this.#database = database
    this.config = config
    this.#directory = new Directory(database, clock)
    this.changes = new Changes({ database, bus, log })
    this.changes.listen(tenant => this.#directory.forgetTenant(tenant))
    this.domains = config.from.includes('domain') ? new Domains({ database, changes: this.changes, log }) : undefined
  }

  /** The tenant that a request names outside of its token, null where it names none. */
  candidate(candidate: Candidate): string | null {
    return readCandidate(candidate, this.config, this.domains)
  }

  /** Nobody, in the tenant that the request names. TENANT_FORBIDDEN when there is no such tenant. */
  visitor(candidate: Candidate): Actor | Promise<Actor> {
    const name = this.candidate(candidate)
    return name === null ? nobodyActor : this.#visitorOf(name)
  }

  /**
   * The membership that a login signs in to: the one in `tenant`, an id or a slug (TENANT_FORBIDDEN for others than
   * members), else the one in the tenant that was made first; null for a member of none.
   */
  async membership(user: string, tenant: string | null): Promise<Membership | null> {
    if (tenant === null) return firstMembership(this.#database, user)
    const membership = await this.member(user, tenant)
    if (membership === null) throw tenancyErrors.TENANT_FORBIDDEN()
    return membership
  }

  /** The user's membership in the tenant of that id or slug, null for others than members. */
  member(user: string, tenant: string): Promise<Membership | null> {
    return findMembership(this.#database, user, tenant)
  }

  /** What the user may do in a tenant by today's membership, undefined for others than members. */
  standing(user: string, tenant: string): Promise<Standing | undefined> {
    return findStanding(this.#database, user, tenant)
  }

  /** The user's memberships, at most 1,000. */
  memberships(user: string): Promise<Membership[]> {
    return listMemberships(this.#database, user)
  }

  /** Makes a tenant, for seeds and commands. The slug is unique. */
  async createTenant(input: { slug: string; name: string }): Promise<Tenant> {
    const tenant = await createTenant(this.#database, input)
    this.#directory.forget(input.slug)
    return tenant
  }

  /** Makes a user a member with that role, or changes a member's role, for seeds and commands. */
  async addMember(input: { user: string; tenant: string; role: string }): Promise<void> {
    await this.changes.run(input.tenant, () => addMember(this.#database, input))
  }

  /** Throws TENANT_ENDING for a tenant that was deleted. */
  refuseEnding(tenant: string | null): void {
    if (tenant !== null && this.changes.isEnding(tenant)) throw tenancyErrors.TENANT_ENDING()
  }

  /** Forgets that nobody had this slug, so that a tenant that took it is found at once. */
  forgetSlug(slug: string): void {
    this.#directory.forget(slug)
  }

  async #visitorOf(name: string): Promise<Actor> {
    const tenant = await this.#directory.find(name)
    if (tenant === null) throw tenancyErrors.TENANT_FORBIDDEN()
    return Object.freeze({ ...nobodyActor, tenant: tenant.id })
  }
}
