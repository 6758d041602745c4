import type { Endpoint, Shape } from '../../blueprint/endpoint.ts'
import { fieldsOf } from '../shapes/merge.ts'

const PASSWORD = /^(?:password|passwd|pwd)$/i
const IDENTITY = /^(?:e-?mail|user_?name|login)$/i
/** What a person is not, and has a password of its own: a mail server, a database. */
const SERVER = /host|port|url|server|endpoint/i

/**
 * Endpoints whose people have no password in an answer. Forms that change what an answer gave are typed into it, the new
 * password too: whoever sends the form looks for it there, and nothing gives it.
 */
export function withoutPasswords(endpoints: readonly Endpoint[]): Endpoint[] {
  const isSent = endpoints.some(({ body }) => body.some(name => PASSWORD.test(lastOf(name))))
  return isSent ? endpoints.map(withoutPassword) : [...endpoints]
}

function withoutPassword(endpoint: Endpoint): Endpoint {
  const { reads, answerShape } = endpoint
  const secret = reads.filter(name => PASSWORD.test(lastOf(name)) && isOfPerson(name, reads))
  if (secret.length === 0) return endpoint
  const kept = { ...endpoint, reads: reads.filter(name => !secret.includes(name)) }
  return answerShape ? { ...kept, answerShape: personsIn(answerShape) } : kept
}

function isOfPerson(secret: string, reads: readonly string[]): boolean {
  const above = secret.slice(0, -lastOf(secret).length)
  const beside = reads.filter(name => name.startsWith(above)).map(name => name.slice(above.length))
  return beside.some(name => IDENTITY.test(name)) && !beside.some(name => SERVER.test(name))
}

function personsIn(shape: Shape): Shape {
  if (shape.kind === 'array') return { ...shape, of: personsIn(shape.of) }
  if (shape.kind !== 'object') return shape
  const names = Object.keys(shape.fields)
  const isPerson = names.some(name => IDENTITY.test(name)) && !names.some(name => SERVER.test(name))
  const fields = Object.entries(shape.fields)
    .filter(([name]) => !(isPerson && PASSWORD.test(name)))
    .map(([name, field]) => [name, { ...field, shape: personsIn(field.shape) }] as const)
  return { ...shape, fields: fieldsOf(fields) }
}

function lastOf(name: string): string {
  return name.replaceAll('[]', '').split('.').at(-1) ?? name
}
