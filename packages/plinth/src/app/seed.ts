import type { Context } from '../context/index.ts'

/** Somebody to log in as: columns of the users table, by plain names, and a password. */
export type Login = Readonly<Record<string, unknown>> & { readonly password: string }

/** A login that was made. */
export type LoginRow = Readonly<Record<string, unknown>> & { readonly id: string }

/** A tenant to begin with. */
export interface SeedTenant {
  /** Its name in hosts and headers. */
  readonly slug: string
  readonly name: string
  /** Places in `logins` of those who belong to it, from 0. In it they have the role of their account, else `member`. */
  readonly members: readonly number[]
}

export interface SeedOptions<Logins extends readonly Login[] = readonly Login[]> {
  /** People to log in as. `plinth start` prints them in development. */
  readonly logins: Logins
  /** Tenants, where `tenancy` is on. */
  readonly tenants?: readonly SeedTenant[]
  /** Fills the tables, by `trusted.resources` or `db`. `logins` are the rows of the people above, in their order. */
  readonly run: (args: Context & { readonly logins: { readonly [K in keyof Logins]: LoginRow } }) => Promise<void>
}

/** Demo data of a project, the default export of `seeds/demo.ts`. */
export interface Seed {
  readonly kind: 'seed'
  readonly logins: readonly Login[]
  readonly tenants: readonly SeedTenant[]
  readonly run: (args: Context & { readonly logins: readonly LoginRow[] }) => Promise<void>
}

/** Declares demo data. It runs once for a database, in one transaction: a mark is kept, so running it again changes nothing. */
export function seed<const Logins extends readonly Login[]>(options: SeedOptions<Logins>): Seed {
  return Object.freeze({
    kind: 'seed',
    logins: options.logins,
    tenants: options.tenants ?? [],
    run: options.run as unknown as Seed['run'],
  })
}
