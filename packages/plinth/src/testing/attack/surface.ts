import { resourcesOf } from '../../app/index.ts'
import type { JsonSchema, Operation } from '../../operations/index.ts'
import type { ResourceModel } from '../../resources/index.ts'
import type { TestApp } from '../app.ts'
import { attackErrors } from './errors.ts'
import { sample } from './sample.ts'

/** A parameter in a path, and what its value names: a row of a resource, a tenant, or something that is not known. */
export interface PathParameter {
  readonly name: string
  readonly names: ResourceModel | 'tenant' | undefined
}

/** A word of a query. */
export interface QueryWord {
  readonly name: string
  readonly schema: JsonSchema
  readonly required: boolean
}

/** One operation, as the OpenAPI document shows it to anybody. */
export interface Target {
  readonly operation: Operation
  readonly name: string
  readonly method: string
  /** `/api/papers/{id}`. */
  readonly path: string
  readonly params: readonly PathParameter[]
  readonly query: readonly QueryWord[]
  readonly body: JsonSchema | undefined
  readonly components: Readonly<Record<string, JsonSchema>>
  /** The resource that it is an operation of. */
  readonly model: ResourceModel | undefined
}

interface Described {
  readonly operationId: string
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: JsonSchema }[]
  readonly requestBody?: { content: Readonly<Record<string, { schema: JsonSchema }>> }
}

/** Every operation of the document. */
export function targetsOf(app: TestApp): Target[] {
  const models = resourcesOf(app.backend)
  const byName = new Map(app.app.operations.map(operation => [operation.name, operation]))
  const document = app.app.openapi()
  const components = (document.components.schemas ?? {}) as Record<string, JsonSchema>
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, value]) => {
      const described = value as unknown as Described
      const operation = byName.get(described.operationId)
      if (operation === undefined) return []
      const query = (described.parameters ?? []).filter(parameter => parameter.in === 'query')
      return [
        {
          operation,
          name: operation.name,
          method: method.toUpperCase(),
          path,
          params: parametersOf(operation, models),
          query: query.map(({ name, schema, required = false }) => ({ name, schema, required })),
          body: described.requestBody?.content['application/json']?.schema,
          components,
          model: models.find(model => model.verbs.some(verb => operation.name === `${model.name}.${verb}`)),
        },
      ]
    }),
  )
}

/** One operation by name: where it is, and a body with the fields that one names. */
export function operationAt(app: TestApp, name: string) {
  const target = targetsOf(app).find(each => each.name === name)
  if (target === undefined) throw attackErrors.ATTACK_OPERATION({ name })
  const { method, path, body, components } = target
  const filled = (fill: (field: string) => unknown): unknown =>
    body && sample(body, { components, known: fill, wanted: field => fill(field) !== undefined })
  return { method, path, body: filled }
}

function parametersOf(operation: Operation, models: readonly ResourceModel[]): PathParameter[] {
  const plain = (path: string): string => path.replace(/(?<=\/):\w+/g, ':')
  return [...operation.path.matchAll(/(?<=\/):(\w+)/g)].map(({ 1: name = '', index }) => {
    const above = plain(operation.path.slice(0, index - 1))
    if (above === '/tenants') return { name, names: 'tenant' as const }
    return { name, names: models.find(model => plain(model.path) === above) }
  })
}
