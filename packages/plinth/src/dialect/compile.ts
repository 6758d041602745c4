import type { Method, Operation } from '../operations/index.ts'
import { besideOperation } from './beside.ts'
import { bodySchema, compileBody, type ReadBody } from './body.ts'
import { toPlain, toWire } from './casing.ts'
import type { Dialect, Route } from './dialect.ts'
import { compileReply, replySchema, slots } from './envelopes.ts'
import { compileError, errorSchema } from './failure.ts'
import { listParameters } from './list/parameters.ts'
import { compileList } from './list/read.ts'
import type { DialectOptions, EnvelopeOptions } from './options.ts'
import { renamedOperation } from './renamed.ts'
import { type DialectSettings, settle } from './settings.ts'
import { type Names, parseTemplate } from './template/parse.ts'

/**
 * Compiles a dialect once, at boot. Throws DIALECT_UNKNOWN_KEY, DIALECT_INVALID or DIALECT_UNKNOWN_PLACEHOLDER for what
 * is wrong with it.
 */
export function compileDialect(options: DialectOptions = {}): Dialect {
  const settings = settle(options)
  checkTemplates(settings)
  const wire = toWire(settings.casing)
  const names = ({ answer }: Operation): Names => ({ name: wire(answer.name), plural: wire(answer.plural) })
  return Object.freeze({
    settings,
    wire,
    plain: toPlain(settings.casing),
    renamed: operation => renamedOperation(operation, settings, wire),
    placed: operation => besideOperation(operation, settings),
    route: operation => routeOf(operation, settings),
    status: operation => statusOf(operation, settings),
    replies: operation => compileReply(operation, settings, names(operation)),
    bodies: operation => (operation.wire === 'fixed' ? asItIs : compileBody(settings, names(operation), operation)),
    lists: (spec, besides = []) => compileList({ spec, settings, wire, besides }),
    renderError: compileError(settings),
    token: tokenReader(settings),
    schemas: compileSchemas(settings, { wire, names }),
  } satisfies Dialect)
}

interface Naming {
  readonly wire: (key: string) => string
  readonly names: (operation: Operation) => Names
}

function compileSchemas(settings: DialectSettings, { wire, names }: Naming): Dialect['schemas'] {
  return Object.freeze({
    reply: operation => replySchema(operation, settings, names(operation)),
    body: operation => {
      const schema = operation.body?.schema
      if (schema === undefined || operation.wire === 'fixed') return schema
      return bodySchema(operation, settings, names(operation))
    },
    error: () => errorSchema(settings),
    list: spec => listParameters(spec, settings, wire),
  } satisfies Dialect['schemas'])
}

/** Every template is read once with names that stand for all, so that a wrong one stops the start. */
function checkTemplates(settings: DialectSettings): void {
  const sample = { name: 'item', plural: 'items' }
  for (const template of Object.keys(slots) as (keyof EnvelopeOptions)[]) {
    parseTemplate(settings.envelope[template], sample, { template, slots: slots[template] })
  }
  compileBody(settings, sample)
}

function routeOf(operation: Operation, { base, paths }: DialectSettings): Route {
  const [method, path = ''] = paths[operation.name]?.split(' ') ?? [operation.method, operation.path]
  // RFC 8615: well-known paths stand at the root of a host.
  return { method: method as Method, path: path.startsWith('/.well-known/') ? path : `${base}${path}` }
}

function statusOf({ name, method, status }: Operation, settings: DialectSettings): number {
  if (status === 204 && Object.hasOwn(settings.answers, name)) return 200
  if (status === 201) return settings.createStatus
  return method === 'DELETE' && status === 204 ? settings.deleteStatus : status
}

const asItIs: ReadBody = body => body

function tokenReader({ token: { header, scheme } }: DialectSettings): Dialect['token'] {
  const prefix = scheme === '' ? '' : `${scheme.toLowerCase()} `
  return headers => {
    const value = headers[header]
    if (typeof value !== 'string' || value.slice(0, prefix.length).toLowerCase() !== prefix) return undefined
    return value.slice(prefix.length).trim() || undefined
  }
}
