import { decide, nobodyActor } from '../../access/index.ts'
import type { Dialect } from '../../dialect/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import type { ApiInfo } from '../parts.ts'

/** The ways to say who asks, by the name that operations refer to. */
export function securitySchemes(operations: readonly Operation[], dialect: Dialect, info: ApiInfo): JsonSchema {
  const hasKeys = operations.some(({ name }) => name === 'auth.createKey')
  return {
    token: tokenScheme(dialect),
    ...(info.cookie === undefined ? {} : { cookie: cookieScheme(dialect, info.cookie) }),
    ...(hasKeys ? { key: { type: 'apiKey', in: 'header', name: 'X-Api-Key', description: 'An API key' } } : {}),
  }
}

/** `{}` among the schemes says that nobody need be signed in, and that somebody may see more. */
export function securityOf({ allow }: Operation, schemes: readonly string[]): JsonSchema[] {
  const ways = schemes.map(name => ({ [name]: [] }))
  return decide(allow.node, nobodyActor) === false ? ways : [{}, ...ways]
}

function tokenScheme({ settings: { token } }: Dialect): JsonSchema {
  if (token.header === 'authorization' && token.scheme.toLowerCase() === 'bearer')
    return { type: 'http', scheme: 'bearer' }
  const description = token.scheme === '' ? 'The access token' : `\`${token.scheme} <access token>\``
  return { type: 'apiKey', in: 'header', name: token.header, description }
}

function cookieScheme({ settings: { csrf } }: Dialect, name: string): JsonSchema {
  const description = `Set by signing in. Methods other than GET carry ${csrf.header}, with the value of the cookie ${csrf.cookie}.`
  return { type: 'apiKey', in: 'cookie', name, description }
}
