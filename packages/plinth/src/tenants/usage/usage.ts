import { can } from '../../access/index.ts'
import { invalid } from '../../errors/index.ts'
import type { Check, JsonSchema, Operation } from '../../operations/index.ts'
import { common, type Parts, tenantOf } from '../parts.ts'

const date: JsonSchema = { type: 'string', format: 'date' }
const count: JsonSchema = { type: 'integer' }
const day = 86_400_000
/** Days in one answer. */
const most = 366
const usual = 30

interface Query {
  readonly from: string
  readonly to: string
}

const statement = {
  name: 'tenants_usage',
  text: `with days as (select d::date as day from generate_series($2::date, $3::date, interval '1 day') d),
    noted as (select name, day, sum(n) as n from (
        select name, day, n from plinth.usage_rows where tenant_id = $1
        union all select name, day, n from plinth.usage_deltas where tenant_id = $1) x where day <= $3::date group by name, day),
    totals as (select d.day, x.name, sum(x.n) as n from days d join noted x on x.day <= d.day group by d.day, x.name)
    select coalesce(json_agg(json_build_object('day', d.day, 'requests', coalesce(r.n, 0),
        'members', coalesce((select t.n from totals t where t.day = d.day and t.name = 'plinth.memberships'), 0),
        'rows', coalesce((select json_object_agg(t.name, t.n order by t.name) from totals t
          where t.day = d.day and t.name <> 'plinth.memberships'), '{}')) order by d.day), '[]')::text as items
      from days d left join plinth.usage_requests r on r.tenant_id = $1 and r.day = d.day`,
}

/**
 * Shows what a tenant uses, by days of UTC. Rows and members are those at the end of the day, and of now for today; they
 * are counted in the transaction of each change. Requests are those of signed-in people and keys, up to 5 s late.
 */
export function showUsage({ database }: Parts): Operation {
  const properties = {
    day: date,
    requests: count,
    members: count,
    rows: { type: 'object', additionalProperties: count },
  }
  return {
    ...common,
    name: 'tenants.usage',
    method: 'GET',
    path: '/tenants/:id/usage',
    summary: `Show requests, members and rows of the tenant by day: the last ${usual} days, or \`from\` and \`to\`, at most ${most}.`,
    query,
    answer: {
      kind: 'list',
      name: 'day',
      plural: 'days',
      schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
    },
    status: 200,
    allow: can('tenants:read'),
    async run(call, { actor }) {
      const tenant = tenantOf(call, actor)
      const { from, to } = call.query as Query
      const [row] = await database.write<{ items: string }>(statement, [tenant, from, to], { tenant })
      const total = days(from, to)
      return {
        kind: 'list',
        json: row?.items ?? '[]',
        page: { limit: total, offset: 0, total, capped: false, next: null },
      }
    },
  }
}

const query: Check<Query> = {
  schema: { type: 'object', properties: { from: date, to: date }, additionalProperties: false },
  parse(value) {
    const given = (value ?? {}) as Readonly<Record<string, unknown>>
    const problems = Object.entries(given).flatMap(([field, text]) => {
      if (field !== 'from' && field !== 'to') return [{ field: field.slice(0, 50), message: 'Say from and to.' }]
      return isDate(text) ? [] : [{ field, message: 'Must be a date such as 2030-01-31.' }]
    })
    if (problems.length > 0) throw invalid(problems)
    const to = (given.to as string | undefined) ?? dateOf(Date.now())
    const from = (given.from as string | undefined) ?? dateOf(Date.parse(to) - (usual - 1) * day)
    if (days(from, to) < 1 || days(from, to) > most)
      throw invalid([{ field: 'from', message: `Must be 0 to ${most - 1} days before \`to\`.` }])
    return { from, to }
  },
}

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / day) + 1

/** A day of the calendar from 2000 to 9999: JavaScript takes the 31st of February for the 3rd of March. */
function isDate(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[2-9]\d{3}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(text)
  return !Number.isNaN(time) && dateOf(time) === text
}
