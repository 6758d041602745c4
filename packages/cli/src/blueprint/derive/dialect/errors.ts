import type { Shape } from '../../endpoint.ts'
import type { Signals } from '../detection.ts'
import { fieldsOf, isScalar, mergeShapes, shapeOfNames, unknownShape } from '../facts/shape.ts'
import type { Template } from './envelope.ts'

/** How refused answers look. Both are absent where the default answer has all that the code reads. */
export interface ErrorOptions {
  readonly error?: Template
  readonly validation?: { readonly status: 422 }
}

const slots: readonly (readonly [RegExp, string])[] = [
  [/^(message|error|detail|title|msg|error_?(message|description)|reason)$/i, '$message'],
  [/^(code|error_?code|type)$/i, '$code'],
  [/^(request_?id|trace_?id|correlation_?id)$/i, '$requestId'],
]

const fieldMap = /^(errors|fields|field_?errors|validation_?errors|details)$/i

const usual: Readonly<Record<string, string>> = {
  error: '$message',
  code: '$code',
  details: '$details',
  requestId: '$requestId',
}

/** From what the code reads of refused answers. `errors` read by field name is `{ field: [message] }`, status 422. */
export function findErrors(signals: Signals): ErrorOptions {
  const all = (signals.errors ?? []).flatMap(seen => seen.reads)
  const reads = all.filter(name => name.split('.').length <= DEEPEST)
  const shape = reads.map(name => shapeOfNames([name])).reduce(mergeShapes, unknownShape)
  const template = templateOf(shape)
  const entries = Object.entries(template)
  if (entries.length === 0 || entries.every(([name, slot]) => usual[name] === slot)) return {}
  return { error: template, ...(entries.some(([, slot]) => slot === '$fields') ? { validation: { status: 422 } } : {}) }
}

/** Deeper than this no answer says what went wrong: it is a cause that code follows to its end. */
const DEEPEST = 4

function templateOf(shape: Shape, deep = 1): { [key: string]: Template } {
  const found: { [key: string]: Template } = {}
  for (const [name, field] of Object.entries(fieldsOf(shape))) {
    const template = deep > DEEPEST ? undefined : memberOf(name, field.shape, deep)
    if (template !== undefined) found[name] = template
  }
  return found
}

function memberOf(name: string, shape: Shape, deep: number): Template | undefined {
  if (fieldMap.test(name)) return isEntries(shape) ? '$details' : '$fields'
  if (isScalar(shape)) return slots.find(([pattern]) => pattern.test(name))?.[1]
  const inner = templateOf(shape, deep + 1)
  return Object.keys(inner).length === 0 ? undefined : inner
}

/** `[{ field, message }]`: the default's details. */
function isEntries(shape: Shape): boolean {
  return shape.kind === 'array' && 'field' in fieldsOf(shape.of)
}
