import pg from 'pg'
import type { PlinthError } from '../errors/index.ts'
import type { Log } from '../observability/index.ts'
import { type Login, sessionConfig, unreachable } from './connect.ts'
import { dataErrors } from './errors.ts'
import { appRole } from './platform/prepare.ts'

// A role that can become the owner of a table can switch its policies off.
const question = `
  select current_user as role, current_setting('datestyle') as dates, rolsuper or rolbypassrls as bypasses, exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and pg_has_role(current_user, c.relowner, 'MEMBER')
  ) as owns
  from pg_roles where rolname = current_user`

interface Standing {
  readonly role: string
  readonly dates: string
  readonly bypasses: boolean
  readonly owns: boolean
}

/**
 * Checks that the login cannot get past row-level security. Returns the role to switch to, or undefined when the login
 * is fit as it is. Production refuses an unfit one: a switch of role can be undone by injected SQL.
 */
export async function settleRole(login: Login, production: boolean, log: Log): Promise<string | undefined> {
  const standing = await ask(login)
  requireIsoDates(login, standing.dates)
  if (!standing.bypasses && !standing.owns) return undefined
  const reason = standing.bypasses ? 'it is a superuser or has BYPASSRLS' : 'it owns tables, or may become their owner'
  if (production) throw refused(login, standing.role, reason)
  log.warn({ role: standing.role, reason }, `the database login bypasses row-level security: using ${appRole} instead`)
  return appRole
}

/**
 * Refuses a session that prints dates in another style than ISO. Ours asks for it; a pooler between may drop what a
 * session asks for, and then it is the role's own setting that counts.
 */
export function requireIsoDates({ variable, shown: value }: Login, style: string): void {
  if (style.startsWith('ISO')) return
  const mend = 'Run ALTER ROLE … SET datestyle = ISO for its login.'
  throw dataErrors.DATABASE_UNREACHABLE({ variable, value, reason: `it prints dates as ${style}`, mend })
}

function refused({ variable, shown: value }: Login, role: string, reason: string): PlinthError {
  const mend = `Make a login with CREATE ROLE shop LOGIN PASSWORD '…' IN ROLE ${appRole}, put it into ${variable}, and the owner into DATABASE_DIRECT_URL.`
  return dataErrors.DATABASE_ROLE({ variable, value, role, reason, mend })
}

async function ask(login: Login): Promise<Standing> {
  const client = new pg.Client(sessionConfig(login, 'plinth start'))
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<Standing>(question)
    return rows[0] ?? { role: 'nobody', dates: 'ISO', bypasses: true, owns: false }
  } catch (cause) {
    throw unreachable(login, cause)
  } finally {
    await client.end().catch(() => undefined)
  }
}
