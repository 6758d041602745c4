import { type BlueprintField, isNumeric } from '../../../blueprint/blueprint.ts'
import { call, chain, code, type Expression, type Link, literal, type Member, object } from '../../source/index.ts'
import { tableKey } from '../../words/names.ts'
import type { Writer } from './write.ts'

/** Rows that one request may carry. */
const mostRows = 500

const types = {
  text: 'string',
  integer: 'int',
  number: 'number',
  money: 'number',
  boolean: 'boolean',
  uuid: 'uuid',
  date: 'iso.date',
  json: 'json',
  timestamp: 'coerce.date',
  'text[]': 'string',
} as const

/** What a client may write into a field, as a Zod schema. */
export function sentSchema(field: BlueprintField, needed: boolean, { source }: Writer): Expression {
  const z = source.use('plinth/zod', 'z')
  const limit = (name: string, value: number | undefined): Link[] =>
    value === undefined ? [] : [{ name, values: [literal(value)] }]
  const limits = [...limit('min', field.minLength ?? field.min), ...limit('max', field.maxLength ?? field.max)]
  return chain(code(z), [
    ...(field.values === undefined ? plainType(field, z) : [{ name: 'enum', values: [literal(field.values)] }]),
    ...(field.values === undefined && field.type !== 'text[]' ? limits : []),
    ...(needed ? [] : [{ name: 'optional', values: [] }]),
  ])
}

/** The same where the query says it, as text: a number and a flag are read from it. */
export function askedSchema(field: BlueprintField, writer: Writer): Expression {
  const schema = sentSchema(field, true, writer)
  if (field.type !== 'boolean' && !isNumeric(field.type)) return schema
  const read = field.type === 'boolean' ? "value === 'true' || value === '1'" : 'Number(value)'
  return call(`${writer.source.use('plinth/zod', 'z')}.preprocess`, [code(`value => ${read}`, 9), schema])
}

/** What a field has when it is read, as a Zod schema. */
export function readSchema(field: BlueprintField | undefined, name: string, { source }: Writer): Expression {
  const z = source.use('plinth/zod', 'z')
  if (field === undefined) return call(`${z}.${/^_?id$/.test(name) ? 'uuid' : 'date'}`, [])
  const kept: Partial<Record<BlueprintField['type'], string>> = { timestamp: 'date', json: 'unknown' }
  const other = kept[field.type]
  const plain = other === undefined ? plainType(field, z) : [{ name: other, values: [] }]
  return chain(code(z), [...plain, ...(field.required ? [] : [{ name: 'nullable', values: [] }])])
}

function plainType({ type }: BlueprintField, z: string): Link[] {
  return type === 'text[]'
    ? [{ name: 'array', values: [call(`${z}.string`, [])] }]
    : [{ name: types[type], values: [] }]
}

/** An object with these members; others are refused, or dropped where the dialect drops them. */
export function bodySchema(members: readonly Member[], { source, model }: Writer): Expression {
  const kind = model.blueprint.dialect.extra === 'drop' ? 'object' : 'strictObject'
  return call(`${source.use('plinth/zod', 'z')}.${kind}`, [object(members)])
}

/** What a query has; other words of it are let be. */
export function querySchema(members: readonly Member[], { source }: Writer): Expression {
  return call(`${source.use('plinth/zod', 'z')}.object`, [object(members)])
}

/** From one to 500 of these. */
export function listSchema(of: Expression, { source }: Writer): Expression {
  const links = [
    { name: 'array', values: [of] },
    { name: 'min', values: [code('1')] },
    { name: 'max', values: [code(String(mostRows))] },
  ]
  return chain(code(source.use('plinth/zod', 'z')), links)
}

/** The answer of a change of several rows: the rows, or how many. */
export function countReturns(answers: string, table: string, { source }: Writer): Expression {
  if (answers === '[]')
    return call(source.use('plinth', 'listOf'), [code(source.use('../../schema.ts', tableKey(table), 'Table'))])
  const z = source.use('plinth/zod', 'z')
  return call(`${z}.object`, [object([[answers, call(`${z}.int`, [])]])])
}
