import { invalid } from '../errors/index.ts'
import type { JsonSchema, Operation } from '../operations/index.ts'
import { slots } from './envelopes.ts'
import { dialectErrors } from './errors.ts'
import type { DialectSettings } from './settings.ts'
import { type Names, type Node, parseTemplate } from './template/parse.ts'
import { schemaOf } from './template/schema.ts'

/** Takes the envelope off a body. A missing one is VALIDATION_FAILED that names it. */
export type ReadBody = (body: unknown) => unknown

/**
 * The reader of one operation's bodies, compiled once. Where every field is optional, a body that was not sent at all
 * passes as `undefined`.
 */
export function compileBody(settings: DialectSettings, names: Names, operation?: Operation): ReadBody {
  const schema: JsonSchema = operation?.body?.schema ?? {}
  const optional = !Array.isArray(schema.required) || schema.required.length === 0
  const { template, node } = bodyNode(settings, names, operation)
  const steps = pathTo(node)
  if (steps === undefined) throw dialectErrors.DIALECT_MISSING_PLACEHOLDER({ template, placeholder: '$input' })
  if (steps.length === 0) return body => body
  return body => {
    if (body === undefined && optional) return undefined
    return steps.reduce<unknown>((inside, _, index) => stepInto(inside, steps, { index, extra: settings.extra }), body)
  }
}

/** The JSON Schema of a body with its envelope on. */
export function bodySchema(operation: Operation, settings: DialectSettings, names: Names): JsonSchema {
  return schemaOf(bodyNode(settings, names, operation).node, { input: operation.body?.schema ?? {} })
}

/** The operation's own body where the dialect has one, else the envelope. */
function bodyNode({ bodies, envelope }: DialectSettings, names: Names, operation: Operation | undefined) {
  const own = operation !== undefined && Object.hasOwn(bodies, operation.name) ? bodies[operation.name] : undefined
  const template = own === undefined ? 'body' : `bodies.${operation?.name}`
  return { template, node: parseTemplate(own ?? envelope.body, names, { template, slots: slots.body }) }
}

/** The keys that lead to the one `$input`, or undefined where there is none, or more than one. */
function pathTo(node: Node): readonly string[] | undefined {
  if (node.kind === 'slot') return []
  if (node.kind !== 'object') return undefined
  const paths = node.members.flatMap(({ key, value }) => {
    const rest = pathTo(value)
    return rest === undefined ? [] : [key === undefined ? rest : [key, ...rest]]
  })
  return paths.length === 1 ? paths[0] : undefined
}

function stepInto(inside: unknown, steps: readonly string[], at: { index: number; extra: 'refuse' | 'drop' }): unknown {
  const field = steps.slice(0, at.index + 1).join('.')
  const step = steps[at.index] as string
  if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, step)) {
    throw invalid([{ field, message: `Send the fields inside "${field}".` }])
  }
  const beside = at.extra === 'refuse' ? Object.keys(inside).filter(key => key !== step) : []
  if (beside.length > 0) {
    const problems = beside
      .slice(0, 20)
      .map(key => ({ field: key, message: `Unknown field. Only "${step}" is expected here.` }))
    throw invalid(problems)
  }
  return (inside as Record<string, unknown>)[step]
}
