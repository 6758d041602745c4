import type { BlueprintField, BlueprintTable } from '../../../blueprint/blueprint.ts'
import {
  array,
  arrow,
  call,
  chain,
  code,
  type Expression,
  type Link,
  literal,
  object,
  type Plain,
  type Source,
} from '../../source/index.ts'
import { tableKey } from '../../words/names.ts'

/** What a column needs to know of the tables around it. */
export interface Later {
  readonly source: Source
  /** Tables that stand above: a key to any other closes a circle. */
  readonly written: ReadonlySet<string>
  /** What rows of a table are named by. */
  idOf(table: string): string
}

const builders = {
  text: 'text',
  integer: 'integer',
  number: 'doublePrecision',
  money: 'numeric',
  boolean: 'boolean',
  timestamp: 'timestamp',
  date: 'date',
  uuid: 'uuid',
  json: 'jsonb',
  'text[]': 'text',
} as const

/**
 * No currency of ISO 4217 has more than four decimals, and a JavaScript number holds 15 digits exactly. What is added up
 * here or in a client ends at those four: 59.97 and not 59.970000000000006.
 */
const moneyColumn = "{ precision: 15, scale: 4, mode: 'number' }"

/** A column with its constraints. */
export function column(field: BlueprintField, table: BlueprintTable, later: Later): Expression {
  const { source } = later
  const builder = source.use('plinth/schema', isShort(field) ? 'varchar' : builders[field.type])
  const links: Link[] = []
  if (field.type === 'text[]') links.push({ name: 'array', values: [] })
  if (field.required && !(table.keys?.length === 1 && table.keys[0] === field.name))
    links.push({ name: 'notNull', values: [] })
  if (field.default !== undefined) links.push(defaultOf(field, field.default))
  if (field.unique === true && table.tenant !== true) links.push({ name: 'unique', values: [] })
  if (field.references !== undefined && field.references.table !== table.name) {
    links.push(reference(field.references, later))
  }
  return chain(head(builder, field), links, 1)
}

/** A text with a greatest length, which the column then has. */
function isShort({ type, values, maxLength }: BlueprintField): boolean {
  return type === 'text' && values === undefined && maxLength !== undefined
}

function head(builder: string, field: BlueprintField): Expression {
  const { type, values, maxLength } = field
  if (isShort(field)) return call(builder, [object([['length', code(String(maxLength))]])])
  if (values !== undefined && type === 'text') return call(builder, [object([['enum', array(values.map(literal))]])])
  if (type === 'money') return call(builder, [code(moneyColumn)])
  if (type === 'timestamp') return call(builder, [object([['withTimezone', code('true')]])])
  return code(`${builder}()`)
}

function defaultOf({ type }: BlueprintField, value: NonNullable<BlueprintField['default']>): Link {
  if (value === 'now' && (type === 'timestamp' || type === 'date')) return { name: 'defaultNow', values: [] }
  if (type === 'uuid' && value === 'random') return { name: 'defaultRandom', values: [] }
  if (type === 'timestamp') return { name: 'default', values: [call('new Date', [literal(String(value))])] }
  return { name: 'default', values: [literal(value as Plain)] }
}

function reference(to: NonNullable<BlueprintField['references']>, { source, written, idOf }: Later): Link {
  // A type that is inferred from itself is an error: AnyPgColumn stands in where two tables point at each other.
  const parameters = written.has(to.table) ? '()' : `(): ${source.useType('plinth/schema', 'AnyPgColumn')}`
  const values = [arrow(parameters, code(`${tableKey(to.table)}.${idOf(to.table)}`))]
  if (to.onDelete !== 'restrict') values.push(object([['onDelete', literal(to.onDelete)]]))
  return { name: 'references', values }
}
