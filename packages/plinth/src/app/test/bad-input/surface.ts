import type { JsonSchema } from '../../../operations/index.ts'
import type { App } from '../../index.ts'

/** One operation as OpenAPI shows it: what a stranger can know of it. */
export interface Asking {
  readonly method: string
  /** `/api/papers/{id}`. */
  readonly path: string
  readonly params: readonly string[]
  /** Words of the query. */
  readonly words: readonly string[]
  /** Fields of the body, references resolved; empty where it takes none. */
  readonly fields: ReadonlyMap<string, JsonSchema>
  readonly required: readonly string[]
}

/** Everything that an app offers, by its own description. */
export function surfaceOf(app: App): Asking[] {
  const document = app.openapi() as unknown as Readonly<Record<string, unknown>>
  return Object.entries(document.paths as Record<string, Record<string, JsonSchema>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      askingOf(document, `${method.toUpperCase()} ${path}`, operation),
    ),
  )
}

interface Parameter {
  readonly name: string
  readonly in: string
}

function askingOf(document: object, route: string, operation: JsonSchema): Asking {
  const [method = '', path = ''] = route.split(' ')
  const content = operation.requestBody as { content: { 'application/json': { schema: JsonSchema } } } | undefined
  const body = content === undefined ? {} : resolved(document, content.content['application/json'].schema)
  const parameters = operation.parameters as readonly Parameter[]
  const named = (place: string): string[] => parameters.filter(each => each.in === place).map(each => each.name)
  const fields = Object.entries((body.properties ?? {}) as Record<string, JsonSchema>)
  return {
    method,
    path,
    params: named('path'),
    words: named('query'),
    fields: new Map(fields.map(([name, schema]) => [name, resolved(document, schema)])),
    required: (body.required ?? []) as readonly string[],
  }
}

function resolved(document: object, schema: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== 'string') return schema
  const steps = schema.$ref.split('/').slice(1)
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document) as JsonSchema
}

/** Values that no reader of that schema may take. */
export function misfits(schema: JsonSchema): unknown[] {
  const variants = (schema.anyOf ?? [schema]) as readonly JsonSchema[]
  const types = variants.flatMap(({ type }) => (type ?? []) as string | string[])
  const [own = {}] = variants.filter(({ type }) => type !== 'null')
  if (own.type === undefined) return []
  return [
    ...(types.includes('null') ? [] : [null]),
    ...(types.includes('array') ? ['x', 7] : [[]]),
    {},
    ...ofText(own, types),
    ...ofNumber(own, types),
    ...(types.includes('boolean') ? ['yes', 1] : [true]),
  ]
}

const formats: Readonly<Record<string, readonly string[]>> = {
  uuid: ['nothing', '00000000-0000-4000-8000-00000000000g'],
  date: ['nothing', '2026-02-30', '0000-01-01'],
  'date-time': ['nothing', '2026-02-30T00:00:00Z'],
  email: ['nothing'],
}

function ofText({ enum: listed, maxLength, format }: JsonSchema, types: readonly string[]): unknown[] {
  if (!types.includes('string')) return []
  return [
    ...(types.includes('integer') || types.includes('number') ? [] : [7]),
    ...(listed === undefined ? [] : ['nothing']),
    ...(maxLength === undefined ? [] : ['x'.repeat(Number(maxLength) + 1)]),
    ...(formats[String(format)] ?? []),
  ]
}

function ofNumber({ maximum, minimum }: JsonSchema, types: readonly string[]): unknown[] {
  if (!types.includes('integer') && !types.includes('number')) return []
  return [
    'x',
    ...(types.includes('integer') ? [1.5, 2 ** 53 + 2] : []),
    ...(maximum === undefined ? [] : [Number(maximum) + 1]),
    ...(minimum === undefined ? [] : [Number(minimum) - 1]),
  ]
}
