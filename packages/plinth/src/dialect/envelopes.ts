import type { JsonSchema, ListReply, Operation, Reply } from '../operations/index.ts'
import { stringify } from './json.ts'
import type { EnvelopeOptions, Template } from './options.ts'
import type { DialectSettings } from './settings.ts'
import { type Names, type Node, parseTemplate } from './template/parse.ts'
import { compileRender } from './template/render.ts'
import { type SlotSchemas, schemaOf } from './template/schema.ts'

/** Placeholders by envelope, as `options.ts` documents them. */
export const slots = {
  item: ['item'],
  list: ['items', 'page', 'limit', 'total', 'pages', 'offset', 'next', 'capped'],
  error: ['message', 'code', 'details', 'fields', 'requestId'],
  body: ['input'],
  session: ['user', 'accessToken', 'refreshToken', 'expiresIn', 'second', 'ticket'],
  me: ['user', 'accessToken', 'refreshToken', 'expiresIn'],
} as const satisfies Record<keyof EnvelopeOptions, readonly string[]>

/** Makes the body of an answer. `byCursor` leaves the page number out, which a cursor does not have. */
export type RenderReply = (reply: Reply, byCursor?: boolean) => string

/** The renderer of one operation, compiled once. */
export function compileReply(operation: Operation, settings: DialectSettings, names: Names): RenderReply {
  if (operation.wire === 'fixed') return reply => itemText(reply, settings)
  const said = saidBy(operation, settings, names)
  if (said !== undefined) {
    const body = compileRender(said)({})
    return () => body
  }
  if (operation.envelope !== undefined) return sessionRender(operation.envelope, settings, names)
  if (operation.answer.kind === 'list') return listRender(settings, names)
  const render = compileRender(parse('item', settings, names))
  return reply => render({ item: itemText(reply, settings) })
}

/** The JSON Schema of an answer's body, from the template that renders it. */
export function replySchema(operation: Operation, settings: DialectSettings, names: Names): JsonSchema {
  const { kind, schema } = operation.answer
  if (operation.wire === 'fixed') return schema
  const said = saidBy(operation, settings, names)
  if (said !== undefined) return schemaOf(said, {})
  if (operation.envelope !== undefined)
    return schemaOf(sessionNode(operation.envelope, settings, names), sessionSchemas(schema))
  if (kind === 'list')
    return schemaOf(parse('list', settings, names), { ...pageSchemas, items: { type: 'array', items: schema } })
  return schemaOf(parse('item', settings, names), { item: kind === 'nothing' ? { type: 'object' } : schema })
}

/** What the dialect has a silent operation answer with. */
function saidBy({ name, answer }: Operation, { answers }: DialectSettings, names: Names): Node | undefined {
  const template = answer.kind === 'nothing' && Object.hasOwn(answers, name) ? answers[name] : undefined
  return template === undefined ? undefined : parseTemplate(template, names, { template: `answers.${name}`, slots: [] })
}

/** A delete that answers with 200 shows an empty item. */
function itemText(reply: Reply, settings: DialectSettings): string {
  if (reply.kind === 'nothing' || reply.kind === 'redirect' || reply.kind === 'file') return '{}'
  return reply.kind === 'value' ? stringify(reply.value, settings.bigNumbers) : reply.json
}

function sessionRender(which: 'session' | 'me', settings: DialectSettings, names: Names): RenderReply {
  const render = compileRender(sessionNode(which, settings, names))
  return reply => {
    const value = (reply.kind === 'value' ? reply.value : JSON.parse(itemText(reply, settings))) as Record<
      string,
      unknown
    >
    const filled: Record<string, unknown> = { second: false, ...value }
    return render(
      Object.fromEntries(slots.session.map(slot => [slot, stringify(filled[slot] ?? null, settings.bigNumbers)])),
    )
  }
}

/** The item envelope with the session's own template in the place of the item. */
function sessionNode(which: 'session' | 'me', settings: DialectSettings, names: Names): Node {
  const template = putInside(settings.envelope.item, settings.envelope[which])
  return parseTemplate(template, names, { template: which, slots: slots[which] })
}

function putInside(outer: Template, item: Template): Template {
  if (outer === '$item') return item
  if (Array.isArray(outer)) return outer.map(part => putInside(part as Template, item))
  if (typeof outer !== 'object' || outer === null) return outer
  const entries = Object.entries(outer).flatMap(([key, value]) => {
    const inside = putInside(value as Template, item)
    return key === '...' && typeof inside === 'object' && inside !== null
      ? Object.entries(inside)
      : [[key, inside] as const]
  })
  return Object.fromEntries(entries)
}

function listRender(settings: DialectSettings, names: Names): RenderReply {
  const render = compileRender(parse('list', settings, names))
  return (reply, byCursor = false) => {
    const list = reply.kind === 'list' ? reply : wholeList(reply, settings)
    const { limit, offset, total, capped, next } = list.page
    return render({
      items: list.json,
      page: byCursor ? 'null' : String(settings.first + Math.floor(offset / Math.max(limit, 1))),
      limit: String(limit),
      offset: String(offset),
      total: String(total),
      pages: total === null ? 'null' : String(Math.ceil(total / Math.max(limit, 1))),
      next: JSON.stringify(next),
      capped: String(capped),
    })
  }
}

/** A list that came as one value is its own only page. */
function wholeList(reply: Exclude<Reply, ListReply>, settings: DialectSettings): ListReply {
  const json = reply.kind === 'nothing' ? '[]' : itemText(reply, settings)
  const total = reply.kind === 'value' && Array.isArray(reply.value) ? reply.value.length : null
  return { kind: 'list', json, page: { limit: total ?? 0, offset: 0, total, capped: false, next: null } }
}

function parse(which: 'item' | 'list', settings: DialectSettings, names: Names): Node {
  return parseTemplate(settings.envelope[which], names, { template: which, slots: slots[which] })
}

const count: JsonSchema = { type: 'integer', minimum: 0 }
const countOrNull: JsonSchema = { type: ['integer', 'null'], minimum: 0 }

const pageSchemas: SlotSchemas = {
  page: countOrNull,
  limit: count,
  total: countOrNull,
  pages: countOrNull,
  offset: count,
  next: { type: ['string', 'null'] },
  capped: { type: 'boolean' },
}

/** `schema` is that of the user. */
function sessionSchemas(schema: JsonSchema): SlotSchemas {
  const token: JsonSchema = { type: 'string' }
  return {
    user: schema,
    accessToken: token,
    refreshToken: token,
    expiresIn: { type: 'integer', description: 'Seconds' },
    second: { type: 'boolean' },
    ticket: { type: ['string', 'null'] },
  }
}
