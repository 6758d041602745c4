import type { Endpoint, Evidence, Shape } from '../../blueprint/endpoint.ts'
import { fieldOf } from '../../detectors/shapes/field.ts'
import { fieldsOf } from '../../detectors/shapes/merge.ts'
import { namesOfShape } from '../../detectors/shapes/names.ts'
import { type Json, listOf, objectOf, textOf } from '../document.ts'
import type { Schemas } from './schema.ts'

/** One operation where it stands. */
export interface Place {
  readonly path: string
  readonly method: string
  readonly item: Json
  readonly operation: Json
  readonly evidence: Evidence
}

/** The document around it. */
export interface Around {
  readonly root: Json
  readonly base: string
  readonly schemas: Schemas
}

/** The endpoint that an operation describes. */
export function endpointOf(place: Place, { base, schemas }: Around): Endpoint {
  const { operation, item, method, path } = place
  schemas.renew()
  const parameters = [...listOf(item.parameters), ...listOf(operation.parameters)].map(each => schemas.resolve(each))
  const query = queryOf(parameters, schemas)
  const [type, body] = contentOf(schemas.resolve(operation.requestBody), schemas)
  const [answered, answer] = contentOf(schemas.resolve(answerOf(operation)), schemas)
  return {
    method: method.toUpperCase() as Endpoint['method'],
    path: base + path.replace(/\{([^{}]*)\}/g, (_, name: string) => `{${plainName(name)}}`),
    query: Object.keys(query.fields),
    body: namesOf(body),
    reads: namesOf(answer),
    kind: answered === 'text/event-stream' ? 'stream' : 'api',
    live: true,
    certainty: 'sure',
    evidence: [place.evidence],
    ...(body === undefined || body.kind === 'unknown' ? {} : { bodyShape: body }),
    ...(answer === undefined || answer.kind === 'unknown' ? {} : { answerShape: answer }),
    ...(Object.keys(query.fields).length === 0 ? {} : { queryShape: query }),
    ...(type === undefined ? {} : { encoding: encodingOf(type) }),
  }
}

function namesOf(shape: Shape | undefined): string[] {
  return shape === undefined ? [] : [...new Set(namesOfShape(shape))].sort()
}

/** `user-id` is `userId`: what a route may call a parameter. */
function plainName(name: string): string {
  return name.replace(/\W+(\w?)/g, (_, letter: string) => letter.toUpperCase()) || 'id'
}

function queryOf(parameters: readonly Json[], schemas: Schemas): Extract<Shape, { kind: 'object' }> {
  const fields = parameters.flatMap(parameter => {
    const name = textOf(parameter.name)
    if (parameter.in !== 'query' || name === undefined) return []
    return [[name, fieldOf(name, schemas.shape(parameter.schema), { optional: parameter.required !== true })] as const]
  })
  return { kind: 'object', fields: fieldsOf(fields) }
}

/** The lowest answer of success, else the default. */
function answerOf({ responses }: Json): unknown {
  const answers = Object.entries(objectOf(responses)).filter(([status]) => /^2/.test(status))
  return answers.sort(([one], [other]) => (one < other ? -1 : 1))[0]?.[1] ?? objectOf(responses).default
}

const preferred = [/json/, /^multipart\//, /urlencoded/, /./]

function contentOf(holder: Json, schemas: Schemas): [string, Shape] | [undefined, undefined] {
  const types = Object.entries(objectOf(holder.content))
  const found = preferred.map(pattern => types.find(([type]) => pattern.test(type))).find(each => each !== undefined)
  return found === undefined ? [undefined, undefined] : [found[0], schemas.shape(objectOf(found[1]).schema)]
}

function encodingOf(type: string): NonNullable<Endpoint['encoding']> {
  if (type.includes('json')) return 'json'
  if (type.startsWith('multipart/')) return 'multipart'
  return type.includes('urlencoded') ? 'form' : 'binary'
}
