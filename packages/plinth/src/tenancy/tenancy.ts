import { type Actor, nobodyActor } from '../access/index.ts'
import type { Database } from '../data/index.ts'
import { type Candidate, readCandidate } from './candidate.ts'
import { Directory } from './directory.ts'
import { tenancyErrors } from './errors.ts'
import {
  addMember,
  createTenant,
  findMembership,
  firstMembership,
  listMemberships,
  type Membership,
} from './members.ts'
import type { TenancyConfig } from './options.ts'
import type { Tenant } from './settle.ts'

/** The tenants of one backend. Made only where `tenancy` is on: without it no request pays for any of this. */
export class Tenancy {
  readonly #database: Database
  readonly #config: TenancyConfig
  readonly #directory: Directory

  constructor(database: Database, config: TenancyConfig, clock: () => number = Date.now) {
    this.#database = database
    this.#config = config
    this.#directory = new Directory(database, clock)
  }

  /** The tenant that a request names outside of its token, null where it names none. */
  candidate(candidate: Candidate): string | null {
    return readCandidate(candidate, this.#config)
  }

  /** Nobody, in the tenant that the request names. TENANT_FORBIDDEN when there is no such tenant. */
  visitor(candidate: Candidate): Actor | Promise<Actor> {
    const name = this.candidate(candidate)
    return name === null ? nobodyActor : this.#visitorOf(name)
  }

  /**
   * The membership that a login signs in to: the one in `tenant` (TENANT_FORBIDDEN for others than members), else the
   * one in the tenant that was made first; null for a member of none.
   */
  async membership(user: string, tenant: string | null): Promise<Membership | null> {
    if (tenant === null) return firstMembership(this.#database, user)
    const membership = await this.member(user, tenant)
    if (membership === null) throw tenancyErrors.TENANT_FORBIDDEN()
    return membership
  }

  /** The user's membership in that tenant, null for others than members. */
  member(user: string, tenant: string): Promise<Membership | null> {
    return findMembership(this.#database, user, tenant)
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
  addMember(input: { user: string; tenant: string; role: string }): Promise<void> {
    return addMember(this.#database, input)
  }

  async #visitorOf(name: string): Promise<Actor> {
    const tenant = await this.#directory.find(name)
    if (tenant === null) throw tenancyErrors.TENANT_FORBIDDEN()
    return Object.freeze({ ...nobodyActor, tenant: tenant.id })
  }
}
