import type pg from 'pg'
import type { Place } from '../place/place.ts'
import { readPasswords } from './windows.ts'

const bound = 'LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION'

/**
 * Makes the database `plinth` and the role `plinth_app` where they are missing, and takes back rights that would let the
 * role past row-level security. Runs under the place's lock, at every start: one query when nothing is to do.
 */
export async function ensureRoles(client: pg.Client, place: Place): Promise<void> {
  const { rows } = await client.query<{ role: boolean; free: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = 'plinth_app') as role,
       exists (select from pg_roles where rolname = 'plinth_app' and
         (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication or not rolcanlogin)) as free,
       exists (select from pg_database where datname = 'plinth') as database`,
  )
  const found = rows[0]
  if (!found?.role) await client.query(`CREATE ROLE plinth_app ${bound}${password(place)}`)
  else if (found.free) await client.query(`ALTER ROLE plinth_app ${bound}`)
  if (!found?.database) await client.query('CREATE DATABASE plinth OWNER postgres')
}

// Base64url: no quote to escape. PostgreSQL takes no parameters here.
function password(place: Place): string {
  return process.platform === 'win32' ? ` PASSWORD '${readPasswords(place).app}'` : ''
}
