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
  const kind = kindOf(operation, settings)
  const render = compileRender(nodeOf(operation, settings, names))
  if (kind === 'said') {
    const body = render({})
    return () => body
  }
  if (kind === 'session' || kind === 'me') return sessionRender(render, settings)
  if (kind === 'list') return listRender(render, settings)
  return reply => render({ item: itemText(reply, settings) })
}

/** The JSON Schema of an answer's body, from the template that renders it. */
export function replySchema(operation: Operation, settings: DialectSettings, names: Names): JsonSchema {
  const { kind: answer, schema } = operation.answer
  if (operation.wire === 'fixed') return schema
  const kind = kindOf(operation, settings)
  const node = nodeOf(operation, settings, names)
  if (kind === 'said') return schemaOf(node, {})
  if (kind === 'session' || kind === 'me') return schemaOf(node, sessionSchemas(schema))
  if (kind === 'list') return schemaOf(node, { ...pageSchemas, items: { type: 'array', items: schema } })
  return schemaOf(node, { item: answer === 'nothing' ? { type: 'object' } : schema })
}

/** What an answer has in its envelope; `said` is one that the dialect gives to an operation without an answer. */
type Kind = 'item' | 'list' | 'session' | 'me' | 'said'

function kindOf({ name, answer, envelope }: Operation, { answers }: DialectSettings): Kind {
  if (answer.kind === 'nothing' && Object.hasOwn(answers, name)) return 'said'
  return envelope ?? (answer.kind === 'list' ? 'list' : 'item')
}

/** The operation's own answer where the dialect has one, else the envelope. */
function nodeOf(operation: Operation, settings: DialectSettings, names: Names): Node {
  const kind = kindOf(operation, settings)
  const own = Object.hasOwn(settings.answers, operation.name) ? settings.answers[operation.name] : undefined
  if (own !== undefined) {
    const place = { template: `answers.${operation.name}`, slots: kind === 'said' ? [] : slots[kind] }
    return parseTemplate(own, names, place)
  }
  if (kind === 'session' || kind === 'me') return sessionNode(kind, settings, names)
  return parse(kind === 'list' ? 'list' : 'item', settings, names)
}

type Render = ReturnType<typeof compileRender>

/** A delete that answers with 200 shows an empty item. */
function itemText(reply: Reply, settings: DialectSettings): string {
  if (reply.kind === 'nothing' || reply.kind === 'redirect' || reply.kind === 'file') return '{}'
  return reply.kind === 'value' ? stringify(reply.value, settings.bigNumbers) : reply.json
}

function sessionRender(render: Render, settings: DialectSettings): RenderReply {
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

function listRender(render: Render, settings: DialectSettings): RenderReply {
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
