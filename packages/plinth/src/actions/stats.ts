import type { Policy } from '../access/index.ts'
import type { JsonSchema, Operation } from '../operations/index.ts'
import { asClient, Draft, demand, policySql, rowsSql, type Served, scopeOf, snakeCase } from '../resources/index.ts'
import { namesOf } from './answers.ts'
import { compileNumber, type NumberOf, type Stat } from './number.ts'
import { type Route, readRoute } from './route.ts'
import { type Action, type ActionSite, shownAt } from './site.ts'

/** What is counted and added up. */
export interface StatsOptions {
  readonly allow: Policy
  /** By name in the answer; `orders.paid` stands inside of `orders`. */
  readonly values: Readonly<Record<string, Stat>>
}

/**
 * Numbers about tables: `stats('GET /orders/stats', { allow, values: { paid: { of: orders, where: { status: 'paid' } } } })`.
 * Every number is of the rows that the actor may list, and one table is read once for all that is not grouped.
 */
export function stats(route: Route, options: StatsOptions): Action {
  return Object.freeze({ kind: 'action', route, compile: (site: ActionSite) => compileStats(route, options, site) })
}

interface Named extends NumberOf {
  readonly path: readonly string[]
}

function compileStats(route: Route, { allow, values }: StatsOptions, site: ActionSite): Omit<Operation, 'name'> {
  const read = readRoute(route)
  const wire = (name: string) => (site.parts.site.wire.casing === 'snake' ? snakeCase(name) : name)
  const numbers = Object.entries(values).map(([name, stat]): Named => {
    const served = shownAt(site, stat.of, read)
    return { path: name.split('.').map(wire), ...compileNumber(stat, served, { site, wire, route }) }
  })
  const grouped = numbers.filter(({ group }) => group !== undefined)
  const single = new Map<Served, Named[]>()
  for (const number of numbers)
    if (number.group === undefined) single.set(number.served, [...(single.get(number.served) ?? []), number])
  const statements = [...single.values(), ...grouped.map(number => [number])]
  return {
    method: read.method,
    path: read.path,
    summary: `Count ${read.words.join(' ')}`,
    module: site.module,
    answer: { kind: 'item', schema: schemaOf(numbers), ...namesOf(read) },
    status: 200,
    allow,
    limit: 'api',
    async run(_call, ctx) {
      const asker = asClient(ctx.actor)
      demand(allow.node, asker)
      const answer = {}
      const found = await Promise.all(statements.map(of => readNumbers(of, new Draft(asker, tableOf(of)))))
      for (const [at, of] of statements.entries())
        for (const [index, { path }] of of.entries()) put(answer, path, found[at]?.[index])
      return { kind: 'value', value: answer }
    },
  }
}

const tableOf = ([first]: readonly Named[]) => (first as Named).served.model.table

/** One statement: the numbers of one table, or the groups of one number. */
async function readNumbers(of: readonly Named[], draft: Draft): Promise<readonly unknown[]> {
  const [{ served, group, values = [] }] = of as readonly [Named]
  const { model, database } = served
  demand(model.readMany, draft.asker)
  for (const { read } of of) for (const rule of read) demand(rule, draft.asker)
  const at = draft.at('t')
  const allowed = policySql(model.readMany, model.table, at)
  const numbers = of.map(number => number.sql(at))
  const text =
    group === undefined
      ? `select json_build_array(${numbers.join(', ')})::text as json from ${rowsSql(model.table, at, [allowed])}`
      : group(rowsSql(model.table, at, [allowed, of[0]?.where(at) ?? 'true']), numbers[0] ?? '')
  const [row] = await database.write<{ json: string }>(
    served.statements.of(text),
    draft.values,
    scopeOf(model, draft.asker),
  )
  const json = JSON.parse(row?.json ?? 'null') as readonly unknown[] | object
  if (group === undefined || Array.isArray(json)) return group === undefined ? (json as readonly unknown[]) : [json]
  return [{ ...Object.fromEntries(values.map(value => [value, 0])), ...json }]
}

function put(answer: object, [step = '', ...rest]: readonly string[], value: unknown): void {
  const members = answer as Record<string, object>
  const inside = rest.length === 0 ? value : (members[step] ?? {})
  Object.assign(members, { [step]: inside })
  if (rest.length > 0) put(inside as object, rest, value)
}

function schemaOf(numbers: readonly { readonly path: readonly string[]; readonly schema: JsonSchema }[]): JsonSchema {
  const names = [...new Set(numbers.map(({ path }) => path[0] ?? ''))]
  const properties = names.map(name => {
    const own = numbers.filter(({ path }) => path[0] === name)
    const leaf = own.find(({ path }) => path.length === 1)
    return [name, leaf?.schema ?? schemaOf(own.map(one => ({ ...one, path: one.path.slice(1) })))]
  })
  return { type: 'object', properties: Object.fromEntries(properties), required: names }
}
