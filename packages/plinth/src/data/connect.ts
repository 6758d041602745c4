import type pg from 'pg'
import { type Config, mask } from '../config/index.ts'
import type { PlinthError } from '../errors/index.ts'
import { dataErrors } from './errors.ts'
import { parsers } from './wire/values.ts'

/** How to log in, and how to speak of it: `variable` and `shown` stand in errors, `shown` without its secret. */
export interface Login {
  readonly config: pg.ClientConfig
  readonly variable: string
  readonly shown: string
}

/** The two logins of a process: the app role for everything, the owner of the tables for migrations. */
export interface Logins {
  readonly app: Login
  readonly owner: Login
}

/** What counts of a running embedded server: `@plinth/embedded` gives it. */
export interface EmbeddedConnections {
  connection(role: 'app' | 'owner', database?: string): pg.ClientConfig
}

/** The logins that the configuration names, or the embedded server's. One of the two must be there. */
export function loginsOf(
  config: Pick<Config, 'DATABASE_URL' | 'DATABASE_DIRECT_URL'>,
  embedded?: EmbeddedConnections,
): Logins {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: direct } = config
  if (url !== undefined) {
    const app = urlLogin('DATABASE_URL', url)
    return { app, owner: direct === undefined ? app : urlLogin('DATABASE_DIRECT_URL', direct) }
  }
  if (embedded !== undefined) {
    const shown = 'the embedded PostgreSQL'
    const login = (role: 'app' | 'owner'): Login => ({
      config: embedded.connection(role),
      variable: 'DATABASE_URL',
      shown,
    })
    return { app: login('app'), owner: login('owner') }
  }
  throw dataErrors.DATABASE_UNREACHABLE({
    variable: 'DATABASE_URL',
    value: 'not set',
    reason: 'there is no embedded PostgreSQL to use instead',
    mend: 'Set DATABASE_URL, or install @plinth/embedded.',
  })
}

/** A login from a URL. Settings in its `options` parameter are kept, ours come after them. */
export function urlLogin(variable: string, url: string): Login {
  const [, options] = /[?&]options=([^&]*)/.exec(url) ?? []
  // pg lets a parameter of the URL win over the config, so the options move from the one to the other.
  const connectionString = url.replace(/([?&])options=[^&]*&?/, '$1').replace(/[?&]$/, '')
  const config =
    options === undefined ? { connectionString } : { connectionString, options: decodeURIComponent(options) }
  return { config, variable, shown: mask(url) }
}

/** Milliseconds after which the server stops a statement. */
export const statementTimeout = 10_000
/** Milliseconds to wait for a connection. */
export const connectTimeout = 2_000
// A transaction that does nothing for this long holds its locks for nobody.
const idleInTransactionTimeout = 60_000

/** What every connection of a process says at start: its name, its limits, and how values are printed. */
export function sessionConfig(login: Login, name: string, role?: string): pg.ClientConfig {
  const settings = {
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: idleInTransactionTimeout,
    timezone: 'UTC',
    datestyle: 'ISO',
    ...(role === undefined ? {} : { role }),
  }
  const ours = Object.entries(settings).map(([key, value]) => `-c ${key}=${value}`)
  const options = [login.config.options, ...ours].filter(Boolean).join(' ')
  return {
    ...login.config,
    options,
    application_name: name,
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    types: parsers as pg.CustomTypesConfig,
  }
}

const reasons: Readonly<Record<string, readonly [reason: string, mend: string]>> = {
  ECONNREFUSED: ['nothing listens there', 'Start PostgreSQL there, or correct {variable}.'],
  ENOENT: ['there is no such socket', 'Start PostgreSQL there, or correct {variable}.'],
  ENOTFOUND: ['the host is not known', 'Correct the host in {variable}.'],
  EAI_AGAIN: ['the host cannot be looked up', 'Check the name server, or the host in {variable}.'],
  '28P01': ['the password is wrong', 'Correct the password in {variable}.'],
  '28000': ['the login is refused', 'Let this login in by pg_hba.conf, or correct {variable}.'],
  '3D000': ['the database does not exist', 'Create the database, or correct its name in {variable}.'],
  '53300': ['it has no connection left', 'Raise max_connections there, or lower DATABASE_POOL.'],
  '57P03': ['it is starting up or shutting down', 'Try again in a moment.'],
  '08P01': [
    'something between refuses start-up options',
    'In PgBouncer: ignore_startup_parameters = options, and set statement_timeout on the role.',
  ],
  '22023': ['it refuses the role', 'Run `plinth migrate` first: it makes the app role.'],
}

/** The error for a database that cannot be reached at start: the variable, its value without the secret, the mend. */
export function unreachable({ variable, shown }: Login, cause: unknown): PlinthError {
  const { code, message } = cause as { code?: string; message?: string }
  const timeout = ['it does not answer within 2 s', 'Check host and port in {variable}, and the firewall between.']
  const known = reasons[code ?? ''] ?? (/timeout/i.test(message ?? '') ? timeout : undefined)
  const [reason, mend] = known ?? [message ?? 'the connection failed', 'Correct {variable}.']
  const details = { variable, value: shown, reason, mend: (mend ?? '').replaceAll('{variable}', variable) }
  return dataErrors.DATABASE_UNREACHABLE(details, { cause })
}
