import { invalid } from '../errors/index.ts'
import type { Call, Check, JsonSchema, Operation } from '../operations/index.ts'
import { dialectErrors } from './errors.ts'
import type { DialectSettings } from './settings.ts'

type Members = Readonly<Record<string, unknown>>

/** A parameter that is sent elsewhere: where, and what it is called there. */
interface Beside {
  readonly param: string
  readonly at: 'query' | 'body'
  readonly name: string
}

/**
 * An operation with the parameters that the dialect reads from the query or the body taken out of its path; the operation
 * itself where it reads none. They are checked as in the path. DIALECT_INVALID for a parameter that it has not.
 */
export function besideOperation(operation: Operation, { params }: DialectSettings): Operation {
  const given = Object.entries(params[operation.name] ?? {}).map(([param, place]): Beside => {
    const [at, name] = place.split('.') as ['query' | 'body', string]
    return { param, at, name }
  })
  if (given.length === 0) return operation
  const odd = given.find(({ param }) => !`${operation.path}/`.includes(`/:${param}/`))
  if (odd !== undefined) {
    const wanted = 'a parameter of the path that the operation has'
    throw dialectErrors.DIALECT_INVALID({ key: `params.${operation.name}.${odd.param}`, wanted })
  }
  const { params: check, query, body, ...rest } = operation
  const [queried, sent] = [given.filter(({ at }) => at === 'query'), given.filter(({ at }) => at === 'body')]
  const asked = queried.length === 0 ? query : withMembers(query, queried, check)
  const carried = sent.length === 0 ? body : withMembers(body, sent, check)
  const path = given.reduce((left, { param }) => `${left}/`.replace(`/:${param}/`, '/').slice(0, -1), operation.path)
  return {
    ...rest,
    path: path === '' ? '/' : path,
    ...(asked === undefined ? {} : { query: asked }),
    ...(carried === undefined ? {} : { body: carried }),
    run: async (call, ctx) => operation.run(inPath(call, { queried, sent, check, hasBody: body !== undefined }), ctx),
  }
}

/** What was taken out, and what the operation's own check made of the rest. */
class Taken {
  readonly params: Readonly<Record<string, string>>
  readonly left: unknown

  constructor(params: Readonly<Record<string, string>>, left: unknown) {
    this.params = params
    this.left = left
  }
}

function withMembers(own: Check | undefined, given: readonly Beside[], params: Check | undefined): Check {
  const known = (params?.schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>
  const added = Object.fromEntries(given.map(({ param, name }) => [name, known[param] ?? { type: 'string' }]))
  const { properties = {}, required = [] } = (own?.schema ?? {}) as { properties?: Members; required?: string[] }
  return {
    schema: {
      type: 'object',
      ...own?.schema,
      properties: { ...added, ...properties },
      required: [...given.map(({ name }) => name), ...required],
    },
    parse(value, at) {
      const members = isMembers(value) ? value : {}
      const problems = given.filter(({ name }) => !isValue(members[name]))
      if (problems.length > 0) throw invalid(problems.map(({ name: field }) => ({ field, message: 'Is required.' })))
      const names = new Set(given.map(({ name }) => name))
      const left = Object.fromEntries(Object.entries(members).filter(([name]) => !names.has(name)))
      const taken = Object.fromEntries(given.map(({ param, name }) => [param, String(members[name])]))
      return new Taken(taken, own === undefined ? left : own.parse(left, at))
    },
  }
}

interface Placed {
  readonly queried: readonly Beside[]
  readonly sent: readonly Beside[]
  readonly check: Check | undefined
  /** The operation takes a body by itself. */
  readonly hasBody: boolean
}

/** The call as the operation knows it. */
function inPath(call: Call, { queried, sent, check, hasBody }: Placed): Call {
  const [query, body] = [call.query, call.body] as [unknown, unknown]
  const asked = queried.length > 0 && query instanceof Taken ? query : undefined
  const carried = sent.length > 0 && body instanceof Taken ? body : undefined
  const all = { ...call.params, ...asked?.params, ...carried?.params }
  return {
    ...call,
    params: (check === undefined ? all : check.parse(all, 'params')) as Record<string, string>,
    ...(asked === undefined ? {} : { query: asked.left as Members }),
    ...(carried === undefined ? {} : { body: hasBody ? carried.left : undefined }),
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As it could stand in a path: PostgreSQL refuses NUL in any text. */
function isValue(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '' && !value.includes('\0'))
}
