import type { BlueprintField } from '../../blueprint.ts'
import type { Certainty, Field, Shape } from '../../endpoint.ts'
import { elementOf } from '../facts/shape.ts'
import { isMoney } from './money.ts'

/** What a field's column is, and how sure that is. */
export interface FieldType {
  readonly type: BlueprintField['type']
  readonly values?: string[]
  readonly certainty: Certainty
}

const stamp = /(_at|At|Timestamp)$/
const day = /^(date|birthday|birthdate|dob|.*(Date|Day))$/
/** Whole numbers: money in its smallest unit, and things that are counted. */
const whole =
  /(cents|pence|count|quantity|qty|stock|inventory|age|year|month|position|rank|index|views|likes|points|number|minutes|seconds|days|size|bytes|level|priority|step|order|version|capacity|seats)$/i
const counted = /(count|quantity|qty|stock|cents|score|rating|position|rank|sort_?order|display_?order)$/i
const flag =
  /^((is|has|can|should|was)[A-Z_].*|active|archived|completed|deleted|done|enabled|featured|hidden|locked|pinned|private|public|published|read|resolved|seen|starred|verified|visible)$/

/** The column type of a member: from its shape, else from its name. */
export function typeOf(name: string, field: Field): FieldType {
  return fromShape(name, field) ?? fromFormat(field.format) ?? fromName(name)
}

function fromShape(name: string, { shape, format }: Field): FieldType | undefined {
  switch (shape.kind) {
    case 'date':
      return { type: !stamp.test(name) && day.test(name) ? 'date' : 'timestamp', certainty: 'sure' }
    case 'string':
      return fromString(name, format)
    case 'number':
      return numberType(name, 'sure')
    case 'boolean':
      return { type: 'boolean', certainty: 'sure' }
    case 'literal':
      return fromValues(name, shape.values)
    case 'file':
      return { type: 'text', certainty: 'guess' }
    case 'array':
      return fromArray(shape)
    case 'object':
      return { type: 'json', certainty: 'likely' }
    default:
      return undefined
  }
}

/** A whole number, money or any other: the name says which. All are numbers on the wire. */
function numberType(name: string, certainty: Certainty): FieldType {
  if (whole.test(name)) return { type: 'integer', certainty }
  return { type: isMoney(name, 'number') ? 'money' : 'number', certainty }
}

function fromString(name: string, format: Field['format']): FieldType {
  if (format === 'uuid') return { type: 'uuid', certainty: 'sure' }
  const said = fromFormat(format)
  if (said !== undefined) return said
  if (day.test(name)) return { type: 'date', certainty: 'likely' }
  if (stamp.test(name)) return { type: 'timestamp', certainty: 'likely' }
  return { type: 'text', certainty: 'sure' }
}

/** What a control is for, or a comment or the name says: a day is typed where nothing is known of its type. */
function fromFormat(format: Field['format']): FieldType | undefined {
  if (format === 'date-time') return { type: 'timestamp', certainty: 'likely' }
  return format === 'date' ? { type: 'date', certainty: 'likely' } : undefined
}

function fromValues(name: string, values: readonly (string | number | boolean)[]): FieldType {
  if (values.every(value => typeof value === 'boolean')) return { type: 'boolean', certainty: 'sure' }
  if (values.every(value => typeof value === 'number')) {
    if (isMoney(name, 'number')) return numberType(name, 'likely')
    return { type: values.every(Number.isInteger) ? 'integer' : 'number', certainty: 'likely' }
  }
  const texts = values.map(String)
  const said = texts.filter(text => text !== '')
  if (said.length < 2) return { type: 'text', certainty: 'likely' }
  // A choice that may be left open is an empty text on the wire: the column takes it, too.
  return { type: 'text', values: said.length < texts.length ? [...said, ''] : said, certainty: 'sure' }
}

function fromArray(shape: Shape): FieldType {
  const of = elementOf(shape)
  const texts = of?.kind === 'string' || of?.kind === 'literal'
  if (texts || of?.kind === 'unknown') return { type: 'text[]', certainty: texts ? 'sure' : 'likely' }
  return { type: 'json', certainty: 'likely' }
}

/** Nothing is known but the name. */
function fromName(name: string): FieldType {
  if (stamp.test(name)) return { type: 'timestamp', certainty: 'likely' }
  if (counted.test(name) || isMoney(name, 'unknown')) return numberType(name, 'guess')
  if (flag.test(name)) return { type: 'boolean', certainty: 'guess' }
  return { type: 'text', certainty: 'guess' }
}
