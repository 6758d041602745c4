import type { Context } from '../context/index.ts'
import { notFound } from '../errors/index.ts'
import type { Answer, Reply } from '../operations/index.ts'
import {
  answerOf,
  asClient,
  type Page,
  pluralOf,
  readMany,
  readOne,
  type Served,
  singularOf,
  snakeCase,
  type TableShape,
} from '../resources/index.ts'
import { actionErrors } from './errors.ts'
import type { ReadRoute } from './route.ts'
import { jsonSchema, parseAnswer, renamed, type SchemaShape } from './schema.ts'
import { type ActionSite, shownAt } from './site.ts'

/** Marks an action that answers with a page of a table's rows. Made by `listOf`. */
export interface ListOf<T extends TableShape> {
  readonly kind: 'list'
  readonly of: T
}

/** `returns: listOf(orders)`: `run` returns what `resources.orders.list` gave; the rows are read again as the actor sees them. */
export function listOf<T extends TableShape>(table: T): ListOf<T> {
  return Object.freeze({ kind: 'list', of: table })
}

/** How an action answers. */
export interface Answers {
  readonly answer: Answer
  reply(result: unknown, ctx: Context): Promise<Reply>
}

type Returns = TableShape | ListOf<TableShape> | SchemaShape | undefined

/** Compiles what `returns` says. */
export function answersOf(returns: Returns, route: ReadRoute, site: ActionSite): Answers {
  if (returns === undefined) {
    return { answer: nothing(route), reply: () => Promise.resolve({ kind: 'nothing' }) }
  }
  if ('_zod' in returns) return schemaAnswers(returns, route, site)
  return 'of' in returns ? listAnswers(shownAt(site, returns.of, route)) : rowAnswers(shownAt(site, returns, route))
}

/** No answer, under the names that the path gives. */
export function nothing(route: ReadRoute): Answer {
  return { kind: 'nothing', schema: {}, ...namesOf(route) }
}

/** Singular and plural of the last word of a path: `tag` and `tags`. */
export function namesOf({ words, path }: ReadRoute): Pick<Answer, 'name' | 'plural'> {
  const word = words.at(-1) ?? path
  return { name: singularOf(word), plural: pluralOf(word) }
}

function rowAnswers(served: Served): Answers {
  const { model } = served
  return {
    answer: answerOf(model, 'item'),
    async reply(result, ctx) {
      const id = (result as Readonly<Record<string, unknown>> | undefined)?.[model.id.key]
      const found = await readOne(served, { id }, asClient(ctx.actor))
      if (found === undefined) throw notFound(model.singular)
      return { kind: 'json', json: found.item, version: found.version }
    },
  }
}

function listAnswers(served: Served): Answers {
  const { model } = served
  return {
    answer: answerOf(model, 'list'),
    async reply(result, ctx) {
      const { items, total = null, next = null } = result as Page<Readonly<Record<string, unknown>>>
      const json = await readMany(
        served,
        items.map(item => item[model.id.key]),
        asClient(ctx.actor),
      )
      return { kind: 'list', json, page: { limit: items.length, offset: 0, total, capped: false, next } }
    },
  }
}

/** Only what the schema names is sent, so that a row that is returned whole cannot leak. */
function schemaAnswers(schema: SchemaShape, route: ReadRoute, { parts }: ActionSite): Answers {
  const casing = parts.site.wire.casing ?? 'camel'
  return {
    answer: { kind: 'item', schema: jsonSchema(schema, 'output', casing), ...namesOf(route) },
    async reply(result) {
      const parsed = parseAnswer(schema, result)
      if (!parsed.success) throw actionErrors.ACTION_ANSWER_INVALID({ route: route.path }, { cause: parsed.error })
      return { kind: 'value', value: casing === 'camel' ? parsed.data : renamed(parsed.data, snakeCase) }
    },
  }
}
