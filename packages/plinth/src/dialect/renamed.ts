import { type FieldProblem, invalid, PlinthError } from '../errors/index.ts'
import type { Call, Check, JsonSchema, Operation, Reply } from '../operations/index.ts'
import { dialectErrors } from './errors.ts'
import type { DialectSettings } from './settings.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * A built-in operation with the field names of the dialect, in its body, its answer and its errors; the operation itself
 * where the dialect has none for it. A parameter of its path that is called as a field of the body gives that field.
 * DIALECT_INVALID for a name of no field.
 */
export function renamedOperation(
  operation: Operation,
  { names, paths }: DialectSettings,
  wire: (key: string) => string,
): Operation {
  const given = Object.entries(names[operation.name] ?? {}).map(([key, name]) => [wire(key), name] as const)
  const moved = parametersOf(paths[operation.name] ?? '').filter(
    key => !parametersOf(operation.path).includes(key) && has(operation.body?.schema, wire(key)),
  )
  if (given.length === 0 && moved.length === 0) return operation
  const odd = given.find(([own]) => !has(operation.body?.schema, own) && !has(answerOf(operation), own))
  if (odd !== undefined) {
    const wanted = 'a name of a field that the operation has'
    throw dialectErrors.DIALECT_INVALID({ key: `names.${operation.name}.${odd[0]}`, wanted })
  }
  const renamed = rename(operation, new Map(given))
  return moved.length === 0
    ? renamed
    : fromPath(renamed, moved, new Map(moved.map(key => [key, names[operation.name]?.[key] ?? wire(key)])))
}

function rename(operation: Operation, names: ReadonlyMap<string, string>): Operation {
  const { body, answer, envelope, run } = operation
  // Sessions have templates of their own.
  const shows = envelope === undefined && answer.kind !== 'nothing'
  return {
    ...operation,
    ...(body === undefined ? {} : { body: renameBody(body, names) }),
    ...(shows ? { answer: { ...answer, schema: renameSchema(answer.schema, names) } } : {}),
    async run(call, ctx) {
      const reply = await saying(names, async () => run(call, ctx))
      return shows ? renameReply(reply, names) : reply
    },
  }
}

function renameBody({ schema, parse }: Check, names: ReadonlyMap<string, string>): Check {
  const own = new Map([...names].map(([key, name]) => [name, key]))
  const away = new Set([...names.keys()].filter(key => !own.has(key)))
  return {
    schema: renameSchema(schema, names),
    parse(value, at) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return saying(names, () => parse(value, at))
      const entries = Object.entries(value)
      const odd = schema.additionalProperties === false ? entries.filter(([key]) => away.has(key)) : []
      if (odd.length > 0) throw invalid(odd.map(([field]) => ({ field, message: 'Is not a field that can be set.' })))
      const plain = entries.filter(([key]) => !away.has(key)).map(([key, part]) => [own.get(key) ?? key, part])
      return saying(names, () => parse(Object.fromEntries(plain), at))
    },
  }
}

/** Runs it; problems that it finds have the dialect's names. */
function saying<T>(names: ReadonlyMap<string, string>, work: () => T): T {
  const told = (error: unknown): never => {
    throw inNames(error, names)
  }
  try {
    const done = work()
    return done instanceof Promise ? (done.catch(told) as T) : done
  } catch (error) {
    return told(error)
  }
}

function inNames(error: unknown, names: ReadonlyMap<string, string>): unknown {
  if (!(error instanceof PlinthError) || !Array.isArray(error.details)) return error
  const { code, status, hint, message, cause, headers } = error
  const details = (error.details as FieldProblem[]).map(each => ({
    ...each,
    field: names.get(each.field) ?? each.field,
  }))
  const spec = { code, status, say: message, ...(hint === undefined ? {} : { hint }) }
  return new PlinthError(spec, details, { cause, ...(headers === undefined ? {} : { headers }) })
}

/** JSON that the database made is read again here: these answers are small, and seldom asked for. */
function renameReply(reply: Reply, names: ReadonlyMap<string, string>): Reply {
  if (reply.kind === 'value') return { ...reply, value: renameAll(reply.value, names) }
  if (reply.kind !== 'json' && reply.kind !== 'list') return reply
  return { ...reply, json: JSON.stringify(renameAll(JSON.parse(reply.json), names)) }
}

function renameAll(value: unknown, names: ReadonlyMap<string, string>): unknown {
  return Array.isArray(value) ? value.map(each => renameKeys(each, names)) : renameKeys(value, names)
}

function renameKeys(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [names.get(key) ?? key, part]))
}

/** An object's schema, or that of a list of them. */
function renameSchema(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  if (schema.type === 'array') return { ...schema, items: renameSchema(schema.items as JsonSchema, names) }
  const { properties, required } = schema
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: renameKeys(properties, names) }),
    ...(Array.isArray(required) ? { required: required.map(key => names.get(String(key)) ?? key) } : {}),
  }
}

/** The body is checked when the path is known: some of it stands there. `names` are those on the wire. */
function fromPath(operation: Operation, moved: readonly string[], names: ReadonlyMap<string, string>): Operation {
  const body = operation.body as Check
  const taken = new Set(names.values())
  const { properties = {}, required = [] } = body.schema as { properties?: Members; required?: string[] }
  const left = Object.fromEntries(Object.entries(properties).filter(([key]) => !taken.has(key)))
  const run = (call: Call): Call => {
    const sent = Object.fromEntries(moved.map(key => [names.get(key), call.params[key]]))
    return { ...call, body: body.parse({ ...(call.body as Members), ...sent }, 'body') }
  }
  return {
    ...operation,
    path: `${operation.path}${moved.map(key => `/:${key}`).join('')}`,
    body: {
      schema: { ...body.schema, properties: left, required: required.filter(key => !taken.has(key)) },
      parse: value => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}),
    },
    run: async (call, ctx) => operation.run(run(call), ctx),
  }
}

function answerOf({ answer, envelope }: Operation): JsonSchema | undefined {
  if (envelope !== undefined) return undefined
  return answer.schema.type === 'array' ? (answer.schema.items as JsonSchema) : answer.schema
}

function has(schema: JsonSchema | undefined, key: string): boolean {
  return Object.hasOwn((schema?.properties as object | undefined) ?? {}, key)
}

function parametersOf(path: string): string[] {
  return (path.match(/(?<=\/):\w+/g) ?? []).map(name => name.slice(1))
}
