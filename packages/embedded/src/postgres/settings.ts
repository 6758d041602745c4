import path from 'node:path'
import { type Place, replaceFile } from '../place/place.ts'

/** The settings of a small server on a machine that it shares. A person's own come by ALTER SYSTEM, and win. */
const settings = `# Written at each start. Change a setting with ALTER SYSTEM, which wins over this file.
listen_addresses = ''
unix_socket_permissions = 0700
shared_buffers = 32MB
# Two processes of one project, each with its pool of 20, its lanes, its bus and a migration.
max_connections = 100
superuser_reserved_connections = 3
# Workers for asynchronous reads cost more processes than they save at this size.
io_method = sync
jit = off
huge_pages = off
max_parallel_workers_per_gather = 0
max_worker_processes = 2
max_logical_replication_workers = 0
# Rules out pg_basebackup, and halves what a bulk load writes.
wal_level = minimal
max_wal_senders = 0
max_wal_size = 256MB
min_wal_size = 32MB
checkpoint_timeout = 15min
effective_cache_size = 256MB
maintenance_work_mem = 32MB
random_page_cost = 1.1
autovacuum_worker_slots = 2
autovacuum_max_workers = 2
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_line_prefix = '%m [%p] %q%a '
`

// After a crash PostgreSQL syncs the data directory: file by file 199 to 1064 ms to the first query, this way 67 to 296.
const linuxSettings = 'recovery_init_sync_method = syncfs\n'

/** Writes settings and logins into a data directory. They count from the server's next start on. */
export function writeSettings(place: Place, data: string): void {
  replaceFile(place, path.join(data, 'plinth.conf'), settings + (process.platform === 'linux' ? linuxSettings : ''))
  replaceFile(place, path.join(data, 'postgresql.conf'), `include 'plinth.conf'\n`)
  const windows = 'host all all 127.0.0.1/32 scram-sha-256\n'
  replaceFile(
    place,
    path.join(data, 'pg_hba.conf'),
    process.platform === 'win32' ? windows : 'local all all peer map=plinth\n',
  )
  replaceFile(place, path.join(data, 'pg_ident.conf'), logins(place))
}

/**
 * Peer login: the kernel names the user at the other end of the socket, so there is no secret to keep. The account and
 * root, who could become the account anyway, may be the owner or the app role; nobody else may be anything.
 */
function logins(place: Place): string {
  const users = new Set([place.account?.name ?? '', 'root'].filter(Boolean))
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
  const lines = [...users].flatMap(user => ['postgres', 'plinth_app'].map(role => `plinth ${quote(user)} ${role}\n`))
  return lines.join('')
}
