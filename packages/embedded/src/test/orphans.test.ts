import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { startEmbedded } from '../index.ts'

const directory = mkdtempSync(join(tmpdir(), 'plinth-orphans-'))

afterAll(() => rmSync(directory, { recursive: true, force: true }))

it.skipIf(process.platform !== 'linux')(
  'starts again although a backend of the killed server never notices',
  async () => {
    const killed = await startEmbedded({ directory })
    const client = new pg.Client(killed.connection('owner'))
    client.on('error', () => {})
    await client.connect()
    const { rows } = await client.query('select pg_backend_pid() as pid')
    process.kill(rows[0].pid, 'SIGSTOP')
    process.kill(killed.pid, 'SIGKILL')
    const again = await startEmbedded({ directory })
    expect(again.adopted).toBe(false)
    await killed.stop()
    expect(await again.stop()).toBe('stopped')
  },
  30_000,
)
