import type { Endpoint, Shape } from '../../blueprint/endpoint.ts'
import { literalTexts } from '../../syntax/index.ts'
import { fieldsOf } from '../shapes/merge.ts'
import type { Located } from './located.ts'

const METHODS = new Set(['PUT', 'PATCH', 'DELETE'])
const FIELD = '_method'

/** A POST that says that it stands for another method: by a header, a field or a parameter, as proxies and old forms need. */
export function withRealMethod(located: Located): Located {
  const { sent } = located
  if (sent.method !== 'POST') return located
  const named = [
    ...literalTexts(sent.headers.get('x-http-method-override') ?? []),
    ...saidIn(sent.body.shape),
    ...saidIn(sent.query),
  ]
  const [method] = named.map(name => name.toUpperCase()).filter(name => METHODS.has(name))
  if (method === undefined) return located
  const { body } = sent
  const names = body.names.filter(name => name !== FIELD)
  const shape = body.shape && without(body.shape)
  return {
    ...located,
    sent: {
      ...sent,
      method: method as Endpoint['method'],
      body: { ...body, names, shape },
      query: without(sent.query),
    },
  }
}

function saidIn(shape: Shape | undefined): string[] {
  const field = shape?.kind === 'object' ? shape.fields[FIELD]?.shape : undefined
  return field?.kind === 'literal' ? field.values.map(String) : []
}

function without(shape: Shape): Shape {
  if (shape.kind !== 'object') return shape
  return { ...shape, fields: fieldsOf(Object.entries(shape.fields).filter(([name]) => name !== FIELD)) }
}
