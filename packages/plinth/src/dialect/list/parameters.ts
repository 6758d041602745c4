import type { FilterOp, FilterSpec, FilterType, JsonSchema, ListSpec } from '../../operations/index.ts'
import type { DialectSettings } from '../settings.ts'
import { largestOffset } from './words.ts'

/** One query word of a list, for OpenAPI. */
export interface Parameter {
  readonly name: string
  readonly description: string
  readonly schema: JsonSchema
}

/** Every word that a list understands, as the reader reads it. */
export function listParameters(spec: ListSpec, settings: DialectSettings, wire: (key: string) => string): Parameter[] {
  return [...filterParameters(spec, wire), ...wordParameters(spec, settings, wire), ...pageParameters(spec, settings)]
}

function filterParameters(spec: ListSpec, wire: (key: string) => string): Parameter[] {
  return Object.entries(spec.filters).flatMap(([field, filter]) =>
    filter.ops.map(op => ({
      name: op === 'eq' ? wire(field) : `${wire(field)}[${op}]`,
      description: meanings[op],
      schema: filterSchema(op, filter),
    })),
  )
}

const meanings: { readonly [Op in FilterOp]: string } = {
  eq: 'Equal to',
  ne: 'Not equal to',
  gt: 'Greater than',
  gte: 'Greater than or equal to',
  lt: 'Less than',
  lte: 'Less than or equal to',
  in: 'Any of these, separated by commas; at most 100',
  contains: 'Contains this text, case ignored',
  startsWith: 'Starts with this text',
  isNull: 'True for rows without a value, false for rows with one',
}

const schemas: { readonly [T in FilterType]: JsonSchema } = {
  text: { type: 'string' },
  number: { type: 'number' },
  integer: { type: 'integer', format: 'int32' },
  bigint: { type: 'string', pattern: '^-?\\d{1,19}$' },
  boolean: { type: 'boolean' },
  uuid: { type: 'string', format: 'uuid' },
  date: { type: 'string', format: 'date' },
  timestamp: { type: 'string', format: 'date-time' },
}

function filterSchema(op: FilterOp, { type, values }: FilterSpec): JsonSchema {
  if (op === 'isNull') return schemas.boolean
  if (op === 'in' || op === 'contains' || op === 'startsWith') return schemas.text
  return values === undefined ? schemas[type] : { type: 'string', enum: values }
}

function wordParameters(spec: ListSpec, { words }: DialectSettings, wire: (key: string) => string): Parameter[] {
  const list = (names: readonly string[]): string => names.map(wire).join(', ')
  const all = [
    {
      name: words.search,
      description: 'Text to look for',
      schema: { type: 'string', maxLength: 200 },
      here: spec.search,
    },
    {
      name: words.sort,
      description: `Separated by commas, "-" in front for descending: ${list(spec.sorts)}`,
      schema: schemas.text,
      here: spec.sorts.length > 0,
    },
    {
      name: words.fields,
      description: `Fields to answer with, separated by commas: ${list(spec.fields)}`,
      schema: schemas.text,
      here: spec.fields.length > 0,
    },
    {
      name: words.include,
      description: `Related rows, separated by commas: ${list(spec.includes)}`,
      schema: schemas.text,
      here: spec.includes.length > 0,
    },
  ]
  return all.filter(({ here }) => here).map(({ name, description, schema }) => ({ name, description, schema }))
}

function pageParameters(spec: ListSpec, { words, first, size }: DialectSettings): Parameter[] {
  const max = Math.min(spec.size.max, 1000)
  const all: readonly (Omit<Parameter, 'name'> & { readonly name: string | false })[] = [
    {
      name: words.limit,
      description: 'Items on a page',
      schema: { type: 'integer', minimum: 1, maximum: max, default: size ?? spec.size.default },
    },
    {
      name: words.page,
      description: `Number of the page, from ${first}`,
      schema: { type: 'integer', minimum: first, default: first },
    },
    {
      name: words.offset,
      description: 'Items to leave out',
      schema: { type: 'integer', minimum: 0, maximum: largestOffset },
    },
    {
      name: words.cursor,
      description: 'Cursor of the page before; empty to begin paging by cursor',
      schema: { type: 'string' },
    },
    {
      name: 'count',
      description: 'How far to count: to 10,000, all, or not at all',
      schema: { type: 'string', enum: ['capped', 'exact', 'none'], default: 'capped' },
    },
  ]
  return all.flatMap(({ name, ...rest }) => (name === false ? [] : [{ name, ...rest }]))
}
