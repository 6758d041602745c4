import { anyone } from '../../access/index.ts'
import type { Operation } from '../../operations/index.ts'
import type { Keyring } from '../tokens/keyring.ts'

/** Publishes the keys that others verify access tokens with: a JWK Set, RFC 7517, at the place of RFC 8615. */
export function jwks(keyring: Keyring): Operation {
  return {
    name: 'auth.jwks',
    method: 'GET',
    path: '/.well-known/jwks.json',
    summary: 'Show the keys that access tokens are signed with.',
    module: 'auth',
    answer: {
      kind: 'item',
      name: 'keys',
      plural: 'keys',
      schema: {
        type: 'object',
        properties: { keys: { type: 'array', items: { type: 'object' } } },
        required: ['keys'],
        additionalProperties: false,
      },
    },
    status: 200,
    allow: anyone,
    limit: 'api',
    wire: 'fixed',
    token: 'ignored',
    run: async () => ({ kind: 'value', value: await keyring.published() }),
  }
}
