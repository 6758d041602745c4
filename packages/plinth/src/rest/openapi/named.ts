import type { Dialect } from '../../dialect/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import { pascal, type Schemas } from './schemas.ts'

/** The schemas of a dialect, with the items inside the envelopes named. */
export interface NamedDialect {
  readonly dialect: Dialect
  reply(operation: Operation): JsonSchema
  body(operation: Operation): JsonSchema | undefined
}

/** Names the items and bodies of a document. */
export function namedDialect(dialect: Dialect, schemas: Schemas): NamedDialect {
  return {
    dialect,
    reply: operation => {
      const schema = schemas.refer(pascal(operation.answer.name), operation.answer.schema)
      return dialect.schemas.reply({ ...operation, answer: { ...operation.answer, schema } })
    },
    body: operation => {
      if (operation.body === undefined) return undefined
      const schema = schemas.refer(`${pascal(operation.name)}Body`, operation.body.schema)
      return dialect.schemas.body({ ...operation, body: { ...operation.body, schema } })
    },
  }
}
