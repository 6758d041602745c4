import { STATUS_CODES } from 'node:http'
import type { FieldProblem, PlinthError } from '../errors/index.ts'
import type { JsonSchema } from '../operations/index.ts'
import { slots } from './envelopes.ts'
import { stringify } from './json.ts'
import type { DialectSettings } from './settings.ts'
import { type Node, parseTemplate } from './template/parse.ts'
import { compileRender } from './template/render.ts'
import { schemaOf } from './template/schema.ts'

/** What an error's body says besides the error itself. */
export interface ErrorFacts {
  readonly requestId: string
  /** Path of the request, without its query: `instance` of problem+json. */
  readonly path: string
  /** True where the client's Accept asks for `application/problem+json`. */
  readonly problemJson: boolean
}

export interface RenderedError {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** Errors have no name of their own: `$name` in their template says `error`. */
const names = { name: 'error', plural: 'errors' }

/** Renders errors: code, message and public details, never the cause. */
export function compileError(settings: DialectSettings): (error: PlinthError, facts: ErrorFacts) => RenderedError {
  const render = compileRender(errorNode(settings))
  return (error, facts) => {
    const status = error.code === 'VALIDATION_FAILED' ? settings.validationStatus : error.status
    if (facts.problemJson) return problemJson(error, status, facts)
    const body = render({
      message: JSON.stringify(error.message),
      code: JSON.stringify(error.code),
      details: stringify(error.details ?? null, settings.bigNumbers),
      fields: JSON.stringify(fieldsOf(error)),
      requestId: JSON.stringify(facts.requestId),
    })
    return { status, contentType: 'application/json; charset=utf-8', body }
  }
}

/** The JSON Schema of an error's body in the dialect. */
export function errorSchema(settings: DialectSettings): JsonSchema {
  const text: JsonSchema = { type: 'string' }
  const fields: JsonSchema = { type: 'object', additionalProperties: { type: 'array', items: text } }
  return schemaOf(errorNode(settings), { message: text, code: text, details: {}, fields, requestId: text })
}

function errorNode(settings: DialectSettings): Node {
  return parseTemplate(settings.envelope.error, names, { template: 'error', slots: slots.error })
}

/** RFC 9457. `about:blank` as type says that the title is that of the status; `code` tells errors apart. */
function problemJson(error: PlinthError, status: number, facts: ErrorFacts): RenderedError {
  const problems = fieldProblems(error)
  const body = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error.message,
    instance: facts.path,
    code: error.code,
    requestId: facts.requestId,
    ...(problems === undefined ? { details: error.details } : { errors: problems.map(asPointer) }),
  }
  return { status, contentType: 'application/problem+json; charset=utf-8', body: stringify(body, 'string') }
}

/** `items[2].quantity` is `#/items/2/quantity` (RFC 6901, as RFC 9457 section 3 uses it). */
function asPointer({ field, message }: FieldProblem): { detail: string; pointer: string } {
  const steps = field.split(/[.[\]]+/).filter(step => step !== '')
  const pointer = ['#', ...steps.map(step => step.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/')
  return { detail: message, pointer }
}

/** Details as `{ field: [message] }`. What no field is to blame for stands under `body`. */
function fieldsOf(error: PlinthError): Record<string, string[]> {
  const fields: Record<string, string[]> = Object.create(null)
  for (const { field, message } of fieldProblems(error) ?? [{ field: '', message: error.message }]) {
    const key = field === '' ? 'body' : field
    fields[key] = [...(fields[key] ?? []), message]
  }
  return fields
}

function fieldProblems({ details }: PlinthError): readonly FieldProblem[] | undefined {
  return Array.isArray(details) && details.length > 0 && details.every(isProblem) ? details : undefined
}

function isProblem(entry: unknown): entry is FieldProblem {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    'field' in entry &&
    'message' in entry &&
    typeof entry.field === 'string'
  )
}
