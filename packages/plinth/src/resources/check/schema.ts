import type { ColumnModel } from '../../data/schema/index.ts'
import type { JsonSchema } from '../../operations/index.ts'
import { elementOf } from '../model/element.ts'
import type { ResourceModel } from '../model/model.ts'
import { isBig } from '../sql/print.ts'
import type { BodyShape } from './shape.ts'
import { longestArray, longestText, mostLines, timeForm } from './value.ts'

/** JSON Schema 2020-12 of a body, from the same shape that reads it. */
export function bodySchema(shape: BodyShape): JsonSchema {
  const fields = [...shape.slots].map(([wire, { field }]) => [wire, columnSchema(field.model, 'body')] as const)
  const lines = [...shape.lines].map(([wire, { shape: line }]) => {
    return [wire, { type: 'array', items: bodySchema(line), minItems: 1, maxItems: mostLines }] as const
  })
  const required = [...shape.slots].flatMap(([wire, slot]) => (slot.required ? [wire] : []))
  return objectSchema([...fields, ...lines], [...required, ...shape.lines.keys()], shape.extra === 'refuse')
}

/** JSON Schema of a row as the resource shows it: fields that somebody may not read are not required. */
export function answerSchema(model: ResourceModel): JsonSchema {
  const fields = [...model.fields.values()].filter(field => field.shown)
  const computed = model.computed.map(field => [field.wire, { type: field.type }] as const)
  const always = [...model.children, ...model.embeds]
  const related = [...always, ...model.includes.values()].map(embed => {
    const one = answerSchema({ ...embed.shows, includes: new Map() })
    const nullable = { anyOf: [one, { type: 'null' }] }
    return [embed.wire, embed.relation.kind === 'many' ? { type: 'array', items: one } : nullable] as const
  })
  const properties = [
    ...fields.map(field => [field.wire, columnSchema(field.model, 'answer', model.bigNumbers)] as const),
    ...computed,
    ...related,
  ]
  const required = [...fields.filter(field => field.read === null), ...model.computed, ...always].map(
    field => field.wire,
  )
  return objectSchema(properties, required, false)
}

function objectSchema(
  properties: readonly (readonly [string, JsonSchema])[],
  required: readonly string[],
  closed: boolean,
): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    ...(closed ? { additionalProperties: false } : {}),
  }
}

/** JSON Schema of one column's values. */
export function columnSchema(
  column: ColumnModel,
  use: 'body' | 'answer',
  bigNumbers: 'string' | 'number' = 'string',
): JsonSchema {
  const schema = valueSchema(column, use, bigNumbers)
  if (column.notNull) return schema
  if (typeof schema.type === 'string') {
    const listed = Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}
    return { ...schema, ...listed, type: [schema.type, 'null'] }
  }
  return Array.isArray(schema.type) ? { ...schema, type: [...schema.type, 'null'] } : schema
}

function valueSchema(column: ColumnModel, use: 'body' | 'answer', bigNumbers: 'string' | 'number'): JsonSchema {
  const big = (string: JsonSchema, number: JsonSchema): JsonSchema => {
    if (use === 'answer') return bigNumbers === 'string' ? string : number
    return { ...string, type: ['string', number.type] }
  }
  switch (column.type) {
    case 'text':
      return textSchema(column, use)
    case 'uuid':
      return { type: 'string', format: 'uuid' }
    case 'integer':
      return integerSchema(column)
    case 'bigint':
      return big({ type: 'string', pattern: '^-?\\d+$' }, { type: 'integer' })
    case 'number':
      return isBig(column)
        ? big({ type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }, { type: 'number' })
        : { type: 'number' }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'timestamp':
      return { type: 'string', format: 'date-time' }
    case 'array':
      return {
        type: 'array',
        items: valueSchema(elementOf(column), use, bigNumbers),
        ...(use === 'body' ? { maxItems: longestArray } : {}),
      }
    case 'json':
      return {}
    case 'time':
      return { type: 'string', ...(use === 'body' ? { pattern: timeForm.source } : {}) }
    case 'interval':
      return { type: 'string', ...(use === 'body' ? { format: 'duration' } : {}) }
    case 'bytes':
      return { type: 'string', contentEncoding: 'base64' }
    default:
      return { type: 'string' }
  }
}

function textSchema(column: ColumnModel, use: 'body' | 'answer'): JsonSchema {
  if (column.enumValues !== undefined) return { type: 'string', enum: [...column.enumValues] }
  const format = column.key === 'email' ? { format: 'email' } : {}
  return { type: 'string', ...format, ...(use === 'body' ? { maxLength: column.maxLength ?? longestText } : {}) }
}

function integerSchema(column: ColumnModel): JsonSchema {
  const bits = column.sqlType.startsWith('small') ? 15 : 31
  return { type: 'integer', minimum: -(2 ** bits), maximum: 2 ** bits - 1 }
}
