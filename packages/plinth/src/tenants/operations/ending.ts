import { can } from '../../access/index.ts'
import { bodyCheck, fieldOf, textRule } from '../../auth/index.ts'
import { invalid, notFound } from '../../errors/index.ts'
import { hashedId } from '../../observability/index.ts'
import type { Check, JsonSchema, Operation } from '../../operations/index.ts'
import { endTenant, restoreTenant, slugOf } from '../../tenancy/index.ts'
import { mostRows, tenantExport } from '../export.ts'
import { common, type Parts, tenantOf } from '../parts.ts'
import { tenantAnswer, tenantReader } from './tenants.ts'

/** How a tenant ends, and what can be taken along. */
export function endingOperations(parts: Parts): Operation[] {
  return [deleteTenant(parts), restore(parts), exportTenant(parts)]
}

function deleteTenant(parts: Parts): Operation {
  const { database, tenancy, wire } = parts
  const read = tenantReader(parts)
  return {
    ...common,
    name: 'tenants.delete',
    method: 'DELETE',
    path: '/tenants/:id',
    summary:
      'Delete the tenant, with its slug (its id where it has none) to confirm. Until endsAt it can be restored and exported, and nothing else; then its rows go.',
    body: bodyCheck([fieldOf('slug', textRule(1, 63), wire)], wire.extra),
    answer: tenantAnswer(parts),
    status: 200,
    allow: can('tenants:delete'),
    async run(call, { actor, log }) {
      const tenant = tenantOf(call, actor)
      const { slug } = call.body as { slug: string }
      await tenancy.changes.run(tenant, async () => {
        if (slug !== ((await slugOf(database, tenant)) ?? tenant))
          throw invalid([{ field: wire.name('slug'), message: 'Is not the slug of this tenant.' }])
        await endTenant(database, tenant, tenancy.config.deleteAfter)
      })
      tenancy.changes.note(tenant, true)
      log.warn({ user: hashedId(actor.id ?? ''), tenant }, 'A tenant was deleted.')
      const user = actor.kind === 'user' ? actor.id : null
      return { kind: 'json', json: (await read(tenant, { user, current: tenant })) ?? '{}' }
    },
  }
}

function restore(parts: Parts): Operation {
  const { database, tenancy } = parts
  const read = tenantReader(parts)
  return {
    ...common,
    name: 'tenants.restore',
    method: 'POST',
    path: '/tenants/:id/restore',
    summary: 'Let a deleted tenant stay, before it is over.',
    answer: tenantAnswer(parts),
    status: 200,
    allow: can('tenants:delete'),
    async run(call, { actor, log }) {
      const tenant = tenantOf(call, actor)
      await tenancy.changes.run(tenant, async () => {
        if (!(await restoreTenant(database, tenant))) throw notFound('deleted tenant')
      })
      tenancy.changes.note(tenant, false)
      log.warn({ user: hashedId(actor.id ?? ''), tenant }, 'A tenant was restored.')
      const user = actor.kind === 'user' ? actor.id : null
      return { kind: 'json', json: (await read(tenant, { user, current: tenant })) ?? '{}' }
    },
  }
}

interface ExportQuery {
  readonly table?: string
  readonly offset: number
}

function exportTenant(parts: Parts): Operation {
  const { settings } = parts
  const { tables, rows } = tenantExport(parts)
  const read = tenantReader(parts)
  const part: JsonSchema = {
    type: 'object',
    properties: { rows: { type: 'array', items: { type: 'object' } }, more: { type: 'boolean' } },
    required: ['rows', 'more'],
  }
  const properties = {
    tenant: { type: 'object' },
    settings: { type: 'object' },
    tables: { type: 'object', additionalProperties: part },
  }
  return {
    ...common,
    name: 'tenants.export',
    method: 'GET',
    path: '/tenants/:id/export',
    summary: `Take along every row of the tenant, at most ${mostRows.all} of a table. Where more is true, ask for that table alone, ${mostRows.one} at a time, with offset.`,
    query: queryCheck(tables),
    answer: {
      kind: 'item',
      name: 'export',
      plural: 'exports',
      schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
    },
    status: 200,
    allow: can('tenants:export'),
    limit: 'export',
    async run(call, { actor }) {
      const tenant = tenantOf(call, actor)
      const { table, offset } = call.query as ExportQuery
      const found: string[] = []
      const piece = { tenant, offset, limit: table === undefined ? mostRows.all : mostRows.one }
      for (const each of table === undefined ? tables : [table])
        found.push(`${JSON.stringify(each)}:${await rows(each, piece)}`)
      const user = actor.kind === 'user' ? actor.id : null
      const shown = await read(tenant, { user, current: tenant })
      const set = JSON.stringify(await settings.read(tenant))
      return { kind: 'json', json: `{"tenant":${shown ?? '{}'},"settings":${set},"tables":{${found.join()}}}` }
    },
  }
}

function queryCheck(tables: readonly string[]): Check<ExportQuery> {
  const properties = {
    table: { type: 'string', enum: tables },
    offset: { type: 'integer', minimum: 0, maximum: 1_000_000_000 },
  }
  return {
    schema: { type: 'object', properties, additionalProperties: false },
    parse(value) {
      const given = (value ?? {}) as Readonly<Record<string, unknown>>
      const { table, offset, ...rest } = given
      const problems = Object.keys(rest).map(name => ({ field: name.slice(0, 50), message: 'Unknown word.' }))
      if (table !== undefined && !tables.includes(String(table)))
        problems.push({ field: 'table', message: `Must be one of ${tables.join(', ')}.` })
      if (offset !== undefined && !/^\d{1,9}$/.test(String(offset)))
        problems.push({ field: 'offset', message: 'Must be a whole number.' })
      if (problems.length > 0) throw invalid(problems)
      return { ...(table === undefined ? {} : { table: String(table) }), offset: Number(offset ?? 0) }
    },
  }
}
