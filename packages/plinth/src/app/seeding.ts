import type { Auth } from '../auth/index.ts'
import type { Context } from '../context/index.ts'
import type { Database } from '../data/index.ts'
import type { LoginRow, Seed } from './seed.ts'

const mark = { text: 'insert into plinth.seeds (name) values ($1) on conflict do nothing returning name' }
const global = { tenant: null }

export interface Seeding {
  readonly database: Database
  readonly auth: Auth | undefined
  /** A context to run in. */
  readonly ctx: Context
}

/** Runs a seed unless it ran before, in one transaction with its mark. True when it ran now. */
export function runSeed(name: string, seed: Seed, { database, auth, ctx }: Seeding): Promise<boolean> {
  return database.transaction(global, async () => {
    const marked = await database.write(mark, [name], global)
    if (marked.length === 0) return false
    const logins: LoginRow[] = []
    if (auth !== undefined)
      for (const login of seed.logins) logins.push({ ...login, ...(await auth.users.create(login)) })
    await seed.run(Object.assign(Object.create(ctx) as Context, { logins }))
    return true
  })
}
