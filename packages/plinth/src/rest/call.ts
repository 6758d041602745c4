import type { FastifyRequest } from 'fastify'
import type { RawQuery } from '../dialect/index.ts'
import { invalid } from '../errors/index.ts'
import type { Call, Operation } from '../operations/index.ts'
import { readConditions } from './conditions.ts'
import type { RestParts } from './parts.ts'

/** Reads the call that a request makes of an operation: dialect off, everything checked. */
export type ReadCall = (request: FastifyRequest) => Call

/** The reader of one operation, compiled once. */
export function compileCall(operation: Operation, { dialect }: RestParts): ReadCall {
  const { params, list, query, body, idempotent = false } = operation
  const besides = Object.keys((query?.schema.properties as object | undefined) ?? {})
  const readList = list === undefined ? undefined : dialect.lists(list, besides)
  const readBody = body === undefined ? undefined : dialect.bodies(operation)
  return request => {
    const raw = request.query as RawQuery
    checkParams(request.params as Record<string, string>)
    return {
      params: (params === undefined ? request.params : params.parse(request.params, 'params')) as Record<
        string,
        string
      >,
      ...(readList === undefined ? {} : { list: readList(raw) }),
      query: query === undefined ? {} : query.parse(list === undefined ? raw : pick(raw, besides), 'query'),
      body: body === undefined ? undefined : body.parse(readBody?.(request.body), 'body'),
      conditions: readConditions(request.headers, idempotent),
    }
  }
}

/** PostgreSQL refuses NUL in any text; here it still is the client's mistake. */
function checkParams(params: Readonly<Record<string, string>>): void {
  for (const name in params) {
    if ((params[name] as string).includes('\0'))
      throw invalid([{ field: name, message: 'Must not hold NUL characters.' }])
  }
}

function pick(query: RawQuery, names: readonly string[]): RawQuery {
  return Object.fromEntries(names.flatMap(name => (query[name] === undefined ? [] : [[name, query[name]]])))
}
