import type { Policy, PolicyNode } from '../access/index.ts'
import type { Context } from '../context/index.ts'
import { notFound } from '../errors/index.ts'
import type { Answer, Call, Check, JsonSchema, ListSpec, Operation, Reply } from '../operations/index.ts'
import { bodyCheck } from './check/body.ts'
import { answerSchema, columnSchema } from './check/schema.ts'
import { selectionCheck } from './check/selection.ts'
import type { BodyKind } from './check/shape.ts'
import type { ResourceModel } from './model/model.ts'
import type { Verb } from './resource.ts'
import { changeRow } from './run/change.ts'
import { createRow } from './run/create.ts'
import { readOne, readPage } from './run/read.ts'
import { removeRow } from './run/remove.ts'
import { asClient, type Served, type Target } from './run/served.ts'
import type { Written } from './run/written.ts'
import { mostRows } from './sql/page.ts'
import type { Selection } from './sql/project.ts'

/** The operations that a resource offers to clients. */
export function operationsOf(served: Served): Operation[] {
  return served.model.verbs.map(verb => makers[verb](served))
}

const makers: Readonly<Record<Verb, (served: Served) => Operation>> = {
  list: listOperation,
  get: getOperation,
  create: createOperation,
  replace: served => changeOperation(served, 'replace'),
  update: served => changeOperation(served, 'update'),
  delete: deleteOperation,
}

type Common = Pick<Operation, 'name' | 'module' | 'answer' | 'allow' | 'limit' | 'path'> & { readonly params?: Check }

function common(served: Served, verb: Verb, kind: Answer['kind']): Common {
  const { model } = served
  const single = verb !== 'list' && verb !== 'create'
  const params = paramsOf(model, single)
  return {
    name: `${model.name}.${verb}`,
    module: model.module,
    path: single ? `${model.path}/:${model.param}` : model.path,
    answer: answerOf(model, kind),
    allow: asPolicy(model.allow[verb] ?? { kind: 'nobody' }),
    limit: 'api',
    ...(params === undefined ? {} : { params }),
  }
}

/** What a resource answers with. */
export function answerOf(model: ResourceModel, kind: Answer['kind']): Answer {
  return { kind, schema: kind === 'nothing' ? {} : answerSchema(model), name: model.singular, plural: model.name }
}

/** A policy as operations carry it, from its tree. */
export function asPolicy(node: PolicyNode): Policy<string> {
  const policy = { node, or: () => policy, and: () => policy } as unknown as Policy<string>
  return Object.freeze(policy)
}

/** What `GET /…` of a list takes. */
export function listSpec(model: ResourceModel): ListSpec {
  const shown = [...model.fields.values()].filter(field => field.shown).map(field => field.key)
  const related = [...model.children, ...model.embeds].map(embed => embed.name)
  return {
    filters: Object.fromEntries([...model.filters.values()].map(filter => [filter.word, filter.spec])),
    sorts: model.sorts.map(field => field.key),
    fields: [...shown, ...model.computed.map(field => field.key), ...related],
    includes: [...model.includes.keys(), ...model.children.map(child => child.name)],
    search: model.search.length > 0,
    size: { default: model.size, max: mostRows },
  }
}

function listOperation(served: Served): Operation {
  const { model } = served
  return {
    ...common(served, 'list', 'list'),
    method: 'GET',
    summary: `List ${model.name}`,
    list: listSpec(model),
    status: 200,
    async run(call, ctx) {
      const { json, page } = await readPage(served, {
        query: call.list ?? {},
        asker: asClient(ctx.actor),
        parent: parentOf(served, call),
      })
      return { kind: 'list', json, page }
    },
  }
}

function getOperation(served: Served): Operation {
  const { model } = served
  return {
    ...common(served, 'get', 'item'),
    method: 'GET',
    summary: `Get one ${model.singular}`,
    query: selectionCheck(model, served.wire),
    status: 200,
    async run(call, ctx) {
      const want = call.query as Selection | undefined
      const found = await readOne(served, { ...targetOf(served, call), want }, asClient(ctx.actor))
      if (found === undefined) throw notFound(model.singular)
      return { kind: 'json', json: found.item, version: found.version }
    },
  }
}

function createOperation(served: Served): Operation {
  const { model } = served
  return {
    ...common(served, 'create', 'item'),
    method: 'POST',
    summary: `Create one ${model.singular}`,
    body: bodyOf(served, 'create'),
    status: 201,
    idempotent: true,
    async run(call, ctx) {
      const input = call.body as Record<string, unknown>
      const written = await createRow(
        served,
        { input, asker: asClient(ctx.actor), parent: parentOf(served, call) },
        ctx,
      )
      const location = pathOf(served, call, written.id)
      return { ...replyOf(served, written), location }
    },
  }
}

function changeOperation(served: Served, verb: 'replace' | 'update'): Operation {
  const { model, wire } = served
  const merges = verb === 'update' || wire.put === 'merge'
  return {
    ...common(served, verb, 'item'),
    method: verb === 'replace' ? 'PUT' : 'PATCH',
    summary: `${merges ? 'Change' : 'Replace'} one ${model.singular}`,
    body: bodyOf(served, merges ? 'update' : 'replace'),
    status: 200,
    async run(call, ctx) {
      const input = call.body as Record<string, unknown>
      const ask = {
        verb,
        target: targetOf(served, call),
        input,
        asker: asClient(ctx.actor),
        ifMatch: call.conditions.ifMatch,
      }
      return replyOf(served, await changeRow(served, ask, ctx))
    },
  }
}

function deleteOperation(served: Served): Operation {
  return {
    ...common(served, 'delete', 'nothing'),
    method: 'DELETE',
    summary: `Delete one ${served.model.singular}`,
    status: 204,
    async run(call: Call, ctx: Context) {
      const ask = { target: targetOf(served, call), asker: asClient(ctx.actor), ifMatch: call.conditions.ifMatch }
      await removeRow(served, ask, ctx)
      return { kind: 'nothing' }
    },
  }
}

function bodyOf({ model, wire }: Served, kind: BodyKind): Check {
  return bodyCheck(model, { kind, extra: wire.extra ?? 'refuse' })
}

/** What was written, as the asker may see it: who may write and not read gets the id alone. */
export function replyOf({ model }: Served, { item, version, id }: Written): Extract<Reply, { kind: 'json' }> {
  return { kind: 'json', json: item ?? JSON.stringify({ [model.id.wire]: id }), version }
}

function targetOf(served: Served, call: Call): Target {
  return { id: call.params[served.model.param], parent: parentOf(served, call) }
}

function parentOf({ model }: Served, call: Call): string | undefined {
  return model.parent === undefined ? undefined : (call.params[model.parent.param] ?? '')
}

function pathOf({ model, wire }: Served, call: Call, id: string): string {
  const path = model.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(call.params[name] ?? ''))
  return `${wire.base ?? ''}${path}/${encodeURIComponent(id)}`
}

/** Parameters are checked where the row is looked for: an id that no row can have is 404, like one that no row has. */
function paramsOf(model: ResourceModel, single: boolean): Check | undefined {
  const { parent } = model
  const properties: Record<string, JsonSchema> = {}
  if (parent !== undefined) properties[parent.param] = columnSchema(parent.model.id.model, 'answer')
  if (single) properties[model.param] = columnSchema(model.id.model, 'answer')
  const required = Object.keys(properties)
  if (required.length === 0) return undefined
  return { parse: value => value, schema: { type: 'object', properties, required } }
}
