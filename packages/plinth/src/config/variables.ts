import { integer, list, oneOf, optionalText, secret, text, Unfit, url, type Variable } from './variable.ts'

const postgres = ['postgres', 'postgresql']
const redis = ['redis', 'rediss']

/** Every variable that Plinth reads. Each secret may also come from a file: `NAME_FILE`. */
export const variables = {
  NODE_ENV: oneOf('Development opens docs and localhost origins; production closes them.', 'development', [
    'development',
    'test',
    'production',
  ]),
  HOST: text('Address to listen on. Containers want `0.0.0.0`.', '127.0.0.1'),
  PORT: integer('Port to listen on; 0 takes a free one.', 4000, [0, 65_535]),
  VERSION: text('Version of the backend, shown in health and OpenAPI.', '0.0.0'),
  PUBLIC_URL: url('Where users reach this backend, for links in mails and cookies.', ['http', 'https']),
  LOG_LEVEL: oneOf('The least that is logged.', 'info', ['error', 'warn', 'info', 'debug', 'trace', 'silent']),
  AUTH_SECRET: secret('Signs access tokens. Made and kept in `.plinth` when the embedded database is used.', 32),
  ALLOWED_ORIGINS: list(
    'Origins of browsers that may call, comma separated. Development adds localhost.',
    isOrigin,
    'origins such as https://shop.example.com, without a path',
  ),
  TRUST_PROXY: optionalText(
    'The proxies in front: their networks (`127.0.0.1, 10.0.0.0/8`), or their number where no client can reach the process past them. Without it, `X-Forwarded-For` is ignored.',
  ),
  DATABASE_URL: url(
    'PostgreSQL 15 or later, as a role that row-level security binds. Without it: the embedded PostgreSQL in `.plinth/postgres`.',
    postgres,
  ),
  DATABASE_DIRECT_URL: url(
    'The owner of the tables, past any PgBouncer: migrations and session locks use it.',
    postgres,
  ),
  DATABASE_REPLICA_URL: url('A read replica.', postgres),
  DATABASE_POOL: integer('Connections of the pool for writes and transactions.', 20, [1, 500]),
  JOBS_URL: url('Background jobs. Without it: the database.', redis),
  EVENTS_URL: url('Events between modules. Without it: the database.', ['amqp', 'amqps']),
  CACHE_URL: url('Second level of the cache. Without it: memory.', redis),
  BUS_URL: url('Messages between instances. Without it: LISTEN/NOTIFY in the database.', redis),
  LIMITS_URL: counters(
    'Rate limit counters: `redis://…`, `postgres:` for the database of this backend, or `memory:`. Without it: memory, each instance apart.',
  ),
  REDIS_URL: url('Short for CACHE_URL, BUS_URL and LIMITS_URL together.', redis),
  STORAGE_URL: url('Files. Without it: `.plinth/files`.', ['file', 's3']),
  MAIL_URL: url('Outgoing mail. Without it: `.eml` files in `.plinth/mail`.', ['smtp', 'smtps', 'file']),
  MAIL_FROM: optionalText('Sender of mails. Without it: `no-reply@` the host of PUBLIC_URL.'),
  SEARCH_URL: url('Full text search. Without it: PostgreSQL.', ['http', 'https']),
  SCAN_URL: url('Malware scan of uploads. Without it: off.', ['clamd']),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('Traces by OTLP. Without it: off.', ['http', 'https']),
  LIMIT_API: integer('Requests a minute from one address.', 100, [1, 10_000_000]),
  LIMIT_AUTH: integer('Logins, registrations and resets a minute from one address.', 5, [1, 10_000_000]),
  LIMIT_UPLOADS: integer('Uploads a minute by one user or address.', 20, [1, 10_000_000]),
  LIMIT_SEARCH: integer('Full-text searches a minute by one user or address.', 60, [1, 10_000_000]),
  LIMIT_EXPORT: integer('Exports a minute by one user or address.', 5, [1, 10_000_000]),
  LIMIT_USER: integer('Requests a minute of one user or API key, from wherever; 0 counts none.', 600, [0, 10_000_000]),
  LIMIT_TENANT: integer('Requests a minute of all users of one tenant; 0 counts none.', 0, [0, 10_000_000]),
  OPEN_DOCS: oneOf('`yes` serves `/docs`, `/openapi.json` and `/metrics` in production too.', 'no', ['yes', 'no']),
} as const

function counters(doc: string): Variable<string | undefined> {
  const parse = (value: string): string => {
    if (value === 'memory:' || value === 'postgres:' || /^rediss?:\/\/./.test(value)) return value
    throw new Unfit('redis://host:port, rediss://host:port, postgres: (this backend’s own database) or memory:')
  }
  return { doc, fallback: undefined, defaultText: 'not set', secret: true, parse }
}

function isOrigin(item: string): boolean {
  return /^https?:\/\/[^/\s*]+$/.test(item)
}
