import { attackWorld } from '../../../testing/attack/attack.ts'
import { makeWorld } from '../../../testing/attack/world.ts'
import type { TestApp } from '../../../testing/index.ts'
import { openArchive } from '../archive.ts'
import { scopesIn, withoutScope } from './scopes.ts'
import { meddler } from './wire.ts'

/** One thing that was taken away, and whether the attack noticed. */
export interface Mutant {
  readonly wall: 'scopes' | 'policies'
  readonly taken: string
  /** The first attempt that got through; undefined where none did. */
  readonly seen: string | undefined
}

const tables = ['papers', 'sheets', 'bundles', 'parts', 'stars'] as const

/**
 * Takes one wall between tenants away, then one piece of the other, and attacks: each time something must get through.
 * First with the policies off, one kind of tenant predicate after the other; then with all predicates off, the policy of
 * one table after the other. With one wall whole, nothing may.
 */
export async function mutateWalls(each: (mutant: Mutant) => void = () => undefined): Promise<Mutant[]> {
  const wire = await meddler()
  const archive = await openArchive({}, login => ({ ...login, config: wire.config(login.config) }))
  try {
    const world = await makeWorld(archive.app, {})
    const own = (name: string): boolean => /^(papers|sheets|bundles)\./.test(name)
    const attack = async (): Promise<string | undefined> => {
      const { failures } = await attackWorld(world, {
        only: ['references', 'access'],
        first: true,
        on: own,
        print: false,
      })
      const [first] = failures
      return first && `${first.operation}, ${first.who}, ${first.tried}: ${first.problem}`
    }
    const change = async (by: (text: string) => string): Promise<void> => {
      wire.change(by)
      await awake(archive.ask)
    }
    const policy = async (table: string, state: 'enable' | 'disable'): Promise<void> => {
      await archive.app.asOwner(`alter table ${table} ${state} row level security`)
    }
    const mutants: Mutant[] = []
    const note = (mutant: Mutant): void => {
      mutants.push(mutant)
      each(mutant)
    }
    await dropKeys(archive.app)
    for (const table of tables) await policy(table, 'disable')
    note({ wall: 'scopes', taken: 'nothing', seen: await attack() })
    const kinds = [...new Set([...wire.texts].flatMap(scopesIn))]
    for (const kind of kinds) {
      await change(text => withoutScope(text, kind))
      note({ wall: 'scopes', taken: kind, seen: await attack() })
    }
    for (const table of tables) await policy(table, 'enable')
    await change(text => withoutScope(text, 'all'))
    note({ wall: 'policies', taken: 'nothing', seen: await attack() })
    for (const table of tables) {
      await policy(table, 'disable')
      note({ wall: 'policies', taken: table, seen: await attack() })
      await policy(table, 'enable')
    }
    return mutants
  } finally {
    await archive.stop()
    await wire.stop()
  }
}

/**
 * Foreign keys that carry the tenant are a wall too: without them, rows of one tenant can be made to point to another's. The
 * one that a body may set stays.
 */
async function dropKeys({ asOwner }: Pick<TestApp, 'asOwner'>): Promise<void> {
  const text = `select conrelid::regclass::text as "table", quote_ident(conname) as name from pg_constraint
    where contype = 'f' and conrelid::regclass::text = any($1) and conname !~ 'parts_paper'`
  const keys = await asOwner<{ table: string; name: string }>(text, [tables])
  for (const { table, name } of keys) await asOwner(`alter table ${table} drop constraint ${name}`)
}

/** Waits until the app has connections again. */
async function awake(ask: (request: string) => Promise<{ readonly status: number }>): Promise<void> {
  const requests = ['GET /api/papers', 'GET /api/papers?search=none', 'POST /api/bundles']
  for (let calm = 0, tries = 0; calm < 3 && tries < 100; tries++) {
    const answers = await Promise.all(requests.map(ask))
    calm = answers.every(({ status }) => status < 500) ? calm + 1 : 0
    if (calm === 0) await new Promise(resolve => setTimeout(resolve, 50))
  }
}
