// A process that connects, and says how that went: `node visitor.ts <host> <role>`. Run as another user of the system.
import pg from 'pg'

const client = new pg.Client({
  host: process.argv[2] ?? '',
  user: process.argv[3] ?? '',
  database: 'plinth',
  ssl: false,
})
try {
  await client.connect()
  process.stdout.write('in')
} catch (error) {
  process.stdout.write(error instanceof Error && 'code' in error ? String(error.code) : String(error))
} finally {
  await client.end()
}
