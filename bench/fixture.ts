import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@plinth/embedded'
import pg from 'pg'

/** Rows of each tenant, in the table that every contestant serves. A list filters a third of them and counts those. */
export const rowsPerTenant = 3_000

export interface Fixture {
  readonly owner: pg.ClientConfig
  readonly app: pg.ClientConfig
  /** The server's process, and its version. */
  readonly pid: number
  readonly version: string
  stop(): Promise<void>
}

/** Starts an embedded PostgreSQL of its own in a temporary folder. */
export async function startDatabase(): Promise<Fixture> {
  const directory = mkdtempSync(join(tmpdir(), 'plinth-bench-'))
  const server = await startEmbedded({ directory })
  return {
    owner: server.connection('owner'),
    app: server.connection('app'),
    pid: server.pid,
    version: server.version,
    stop: async () => {
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Fills `items` for the tenants, and returns ids of the first one to ask for. */
export async function fill(owner: pg.ClientConfig, tenants: readonly string[]): Promise<string[]> {
  const client = new pg.Client(owner)
  await client.connect()
  for (const tenant of tenants) {
    await client.query(
      `insert into items (tenant_id, name, status, price_cents, description, created_at)
       select $1, 'Item ' || n, (array['draft','active','archived'])[1 + n % 3], n % 10000,
         'A thing with a number, and a sentence about it that is neither long nor short.', now() - n * interval '1 minute'
       from generate_series(1, ${rowsPerTenant}) n`,
      [tenant],
    )
  }
  await client.query('vacuum analyze items')
  const { rows } = await client.query('select id from items where tenant_id = $1 limit 1000', [tenants[0]])
  await client.end()
  return rows.map(row => row.id)
}
