import { can } from '../access/index.ts'
import type { Database, Statement } from '../data/index.ts'
import { invalid } from '../errors/index.ts'
import type { Check, JsonSchema, Operation } from '../operations/index.ts'

const text: JsonSchema = { type: 'string', maxLength: 200 }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const words = {
  actor: text,
  action: text,
  table: text,
  row: text,
  operation: text,
  from: time,
  to: time,
  before: { type: 'string', pattern: '^[0-9]{1,18}$' },
  limit: { type: 'integer', minimum: 1, maximum: 1000 },
} as const satisfies Record<string, JsonSchema>

interface Query {
  readonly actor?: string
  readonly action?: string
  readonly table?: string
  readonly row?: string
  readonly operation?: string
  readonly from?: string
  readonly to?: string
  readonly before?: string
  readonly limit: number
}

const listStatement: Statement = {
  name: 'audit_list',
  text: `select coalesce(json_agg(json_build_object('id', id::text, 'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'actor', actor, 'operation', operation, 'action', action, 'table', table_name, 'row', row_id, 'rows', row_count,
      'changes', changes, 'requestId', request_id, 'address', address, 'agent', agent) order by id desc), '[]')::text as items,
      case when count(*) = $9 then min(id)::text end as next
    from (select * from plinth.audit where ($1::text is null or actor = $1) and ($2::text is null or action = $2)
      and ($3::text is null or table_name = $3) and ($4::text is null or row_id = $4) and ($5::text is null or operation = $5)
      and ($6::timestamptz is null or at >= $6) and ($7::timestamptz is null or at < $7) and ($8::bigint is null or id < $8)
      order by id desc limit $9) e`,
}

/** Shows the entries of the tenant, the newest first. */
export function listAudit(database: Database): Operation {
  const nullable = (schema: JsonSchema): JsonSchema => ({ ...schema, type: [schema.type as string, 'null'] })
  const properties = {
    id: text,
    at: time,
    ...Object.fromEntries(
      ['actor', 'operation', 'table', 'row', 'requestId', 'address', 'agent'].map(name => [name, nullable(text)]),
    ),
    action: text,
    rows: { type: ['integer', 'null'] },
    changes: {},
  }
  return {
    name: 'audit.list',
    method: 'GET',
    path: '/audit',
    summary: 'Show who did what to which rows, the newest first. The next page is `before` the last id.',
    module: 'audit',
    query: queryCheck,
    answer: {
      kind: 'list',
      name: 'entry',
      plural: 'entries',
      schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
    },
    status: 200,
    allow: can('audit:read'),
    limit: 'api',
    async run(call, { actor }) {
      const { actor: who, action, table, row, operation, from, to, before, limit } = call.query as Query
      const values = [who, action, table, row, operation, from, to, before, limit].map(value => value ?? null)
      const [page] = await database.write<{ items: string; next: string | null }>(listStatement, values, {
        tenant: actor.tenant,
      })
      const next = page?.next ?? null
      return { kind: 'list', json: page?.items ?? '[]', page: { limit, offset: 0, total: null, capped: false, next } }
    },
  }
}

const queryCheck: Check<Query> = {
  schema: { type: 'object', properties: words, additionalProperties: false },
  parse(value) {
    const given = (value ?? {}) as Readonly<Record<string, unknown>>
    const problems = Object.keys(given).flatMap(name => problemOf(name, given[name]))
    if (problems.length > 0) throw invalid(problems)
    return { ...given, limit: given.limit === undefined ? 20 : Number(given.limit) } as Query
  },
}

function problemOf(name: string, value: unknown) {
  const problem = (message: string) => [{ field: name.slice(0, 50), message }]
  if (!(name in words)) return problem(`Is not a word of this list. It has ${Object.keys(words).join(', ')}.`)
  if (typeof value !== 'string' || value.length > 200 || value.includes('\0'))
    return problem('Must be one text of at most 200 characters.')
  if (name === 'limit' && !(/^\d{1,4}$/.test(value) && Number(value) >= 1 && Number(value) <= 1000))
    return problem('Must be 1 to 1000.')
  if (name === 'before' && !/^\d{1,18}$/.test(value)) return problem('Must be the id of an entry.')
  const isTime =
    /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  if ((name === 'from' || name === 'to') && !isTime) return problem('Must be a time such as 2030-01-31T00:00:00Z.')
  return []
}
