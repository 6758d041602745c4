import type { Auth } from '../auth/index.ts'
import type { Context } from '../context/index.ts'
import type { Database } from '../data/index.ts'
import type { Tenancy } from '../tenancy/index.ts'
import type { LoginRow, Seed, SeedTenant } from './seed.ts'

const mark = { text: 'insert into plinth.seeds (name) values ($1) on conflict do nothing returning name' }
const global = { tenant: null }

export interface Seeding {
  readonly database: Database
  readonly auth: Auth | undefined
  /** Left out where tenancy is off. */
  readonly tenancy: Tenancy | undefined
  /** A context to run in. */
  readonly ctx: Context
}

/** Runs a seed unless it ran before, in one transaction with its mark. True when it ran now. */
export function runSeed(name: string, seed: Seed, { database, auth, tenancy, ctx }: Seeding): Promise<boolean> {
  return database.transaction(global, async () => {
    const marked = await database.write(mark, [name], global)
    if (marked.length === 0) return false
    const logins: LoginRow[] = []
    if (auth !== undefined)
      for (const login of seed.logins) logins.push({ ...login, ...(await auth.users.create(login)) })
    if (tenancy !== undefined) for (const tenant of seed.tenants) await makeTenant(tenancy, tenant, logins)
    await seed.run(Object.assign(Object.create(ctx) as Context, { logins }))
    return true
  })
}

async function makeTenant(tenancy: Tenancy, { slug, name, members }: SeedTenant, logins: readonly LoginRow[]) {
  const { id: tenant } = await tenancy.createTenant({ slug, name })
  for (const at of members) {
    const login = logins[at]
    if (login === undefined) continue
    const role = typeof login.role === 'string' ? login.role : 'member'
    await tenancy.addMember({ user: login.id, tenant, role })
  }
}
