import type { Dialect } from '../../dialect/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import type { ApiInfo } from '../parts.ts'
import { namedDialect } from './named.ts'
import { operationObject } from './operation.ts'
import { Schemas } from './schemas.ts'
import { securitySchemes } from './security.ts'

/** An OpenAPI 3.1 document. */
export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: ApiInfo
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>
  readonly components: JsonSchema
}

/**
 * Describes operations from the same definitions that check and render them. Needs no server and no database; the
 * same operations give the same bytes.
 */
export function openapi(operations: readonly Operation[], dialect: Dialect, info: ApiInfo): OpenApi {
  const schemas = new Schemas()
  const named = namedDialect(dialect, schemas)
  const security = securitySchemes(operations, dialect, info)
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const operation of operations) {
    const { method, path } = dialect.route(operation)
    const key = path.replace(/(?<=\/):(\w+)/g, '{$1}')
    paths[key] = { ...paths[key], [method.toLowerCase()]: operationObject(operation, named, Object.keys(security)) }
  }
  const responses = errorResponses(schemas, dialect)
  const tags = [...new Set(operations.map(({ module }) => module))].map(name => ({ name }))
  return {
    openapi: '3.1.0',
    info: { title: info.title, version: info.version },
    tags,
    paths,
    components: {
      schemas: schemas.all(),
      responses,
      securitySchemes: security,
    },
  }
}

/** Responses that any operation may answer with, by the name that operations refer to. */
function errorResponses(schemas: Schemas, dialect: Dialect): JsonSchema {
  const schema = schemas.refer('Error', dialect.schemas.error())
  const content = { 'application/json': { schema }, 'application/problem+json': { schema: problemSchema } }
  const says = {
    Invalid: 'Some fields are not valid',
    Unauthenticated: 'Nobody is signed in',
    Forbidden: 'Not allowed',
  }
  const more = {
    NotFound: 'Not there, or not to be seen',
    Conflict: 'It cannot be done now',
    Stale: 'Changed by somebody else',
  }
  const last = { TooMany: 'Too many requests', Unexpected: 'Any other error' }
  const all = Object.entries({ ...says, ...more, ...last })
  return Object.fromEntries(all.map(([name, description]) => [name, { description, content }]))
}

/** RFC 9457, with the members that we add. */
const problemSchema: JsonSchema = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { detail: { type: 'string' }, pointer: { type: 'string' } } },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code'],
}
