// A process of its own that takes part in a server: `node member.ts <directory>`. It says what happens as lines of JSON,
// and obeys the words `write` and `stop` on its standard input.
import { createInterface } from 'node:readline'
import pg from 'pg'
import { EmbeddedError, type EmbeddedServer, startEmbedded } from '../index.ts'

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

async function write(server: EmbeddedServer): Promise<void> {
  const pool = new pg.Pool({ ...server.connection('owner'), max: 4 })
  pool.on('error', () => {})
  await pool.query('create table if not exists written (id text primary key, filler text)')
  let count = 0
  const writer = async () => {
    for (;;) {
      const id = `${process.pid}-${count++}`
      await pool.query('insert into written values ($1, $2)', [id, 'x'.repeat(500)])
      say({ acknowledged: id })
    }
  }
  await Promise.allSettled([writer(), writer(), writer(), writer()])
}

try {
  const server = await startEmbedded({ directory: process.argv[2] ?? '', onLog: line => say({ log: line }) })
  say({ started: { pid: server.pid, adopted: server.adopted, initialised: server.initialised } })
  createInterface({ input: process.stdin }).on('line', async word => {
    if (word === 'write') await write(server)
    if (word !== 'stop') return
    say({ stopped: await server.stop() })
    process.exit()
  })
} catch (error) {
  say({
    failed: error instanceof EmbeddedError ? { code: error.code, message: error.message } : { code: String(error) },
  })
}
