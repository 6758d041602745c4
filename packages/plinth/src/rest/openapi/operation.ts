import type { JsonSchema, Operation } from '../../operations/index.ts'
import type { NamedDialect } from './named.ts'
import { securityOf } from './security.ts'

/** The OpenAPI object of one operation. `schemes` are the ways to say who asks. */
export function operationObject(operation: Operation, named: NamedDialect, schemes: readonly string[]): JsonSchema {
  const body = named.body(operation)
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.module],
    parameters: [...pathParameters(operation), ...queryParameters(operation, named), ...headerParameters(operation)],
    ...(body === undefined ? {} : { requestBody: requestBody(operation, body) }),
    responses: responses(operation, named),
    security: securityOf(operation, schemes),
  }
}

/** Not required where every field may be left out, and so the body itself. */
function requestBody({ body }: Operation, schema: JsonSchema): JsonSchema {
  const required = body?.schema.required
  return { required: Array.isArray(required) && required.length > 0, content: { 'application/json': { schema } } }
}

function pathParameters({ path, params }: Operation): JsonSchema[] {
  const known = (params?.schema.properties ?? {}) as Record<string, JsonSchema>
  return [...path.matchAll(/(?<=\/):(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: known[name] ?? { type: 'string' },
  }))
}

function queryParameters({ list, query }: Operation, { dialect }: NamedDialect): JsonSchema[] {
  const words = list === undefined ? [] : dialect.schemas.list(list).map(word => ({ ...word, in: 'query' }))
  const required = Array.isArray(query?.schema.required) ? query.schema.required : []
  const own = Object.entries((query?.schema.properties ?? {}) as Record<string, JsonSchema>)
  return [...words, ...own.map(([name, schema]) => queryParameter(name, schema, required.includes(name)))]
}

/** Lists are separated by commas, not repeated. */
function queryParameter(name: string, schema: JsonSchema, required: boolean): JsonSchema {
  return { name, in: 'query', required, schema, ...(schema.type === 'array' ? { explode: false } : {}) }
}

function headerParameters({ idempotent, method }: Operation): JsonSchema[] {
  const parameters: JsonSchema[] = []
  if (idempotent === true) {
    const description = 'A repetition within 24 hours gets the answer of the first'
    parameters.push({ name: 'Idempotency-Key', in: 'header', description, schema: { type: 'string', maxLength: 255 } })
  }
  if (method === 'PUT' || method === 'PATCH' || method === 'DELETE') {
    const description = 'The ETag that was read: 412 when it changed since'
    parameters.push({ name: 'If-Match', in: 'header', description, schema: { type: 'string' } })
  }
  return parameters
}

function responses(operation: Operation, named: NamedDialect): JsonSchema {
  const { dialect } = named
  const status = dialect.status(operation)
  const success = {
    description: operation.summary,
    ...(status === 204 || status === 501 ? {} : content(named.reply(operation), operation.answer.type)),
  }
  const isRead = operation.method === 'GET'
  const errors = {
    ...(takesInput(operation) ? { [dialect.settings.validationStatus]: ref('Invalid') } : {}),
    401: ref('Unauthenticated'),
    403: ref('Forbidden'),
    ...(operation.path.includes('/:') ? { 404: ref('NotFound') } : {}),
    ...(isRead ? {} : { 409: ref('Conflict') }),
    ...(isRead || operation.method === 'POST' ? {} : { 412: ref('Stale') }),
    429: ref('TooMany'),
    default: ref('Unexpected'),
  }
  return { [status]: success, ...errors }
}

function takesInput({ params, query, list, body }: Operation): boolean {
  return [params, query, list, body].some(part => part !== undefined)
}

function content(schema: JsonSchema, type = 'application/json'): { content: JsonSchema } {
  return { content: { [type]: { schema } } }
}

function ref(name: string): JsonSchema {
  return { $ref: `#/components/responses/${name}` }
}
