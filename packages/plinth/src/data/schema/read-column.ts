import type { PgColumn } from 'drizzle-orm/pg-core'
import { orm, pg } from './drizzle.ts'
import { defaultText, expressionText, quoteName } from './expression.ts'
import { roleOf } from './mark.ts'
import type { ColumnModel, ColumnType, IdentityModel } from './model.ts'
import { columnName } from './name.ts'

/** What a column says of itself; keys, uniqueness and references are the table's to add. */
export type OwnColumn = Omit<ColumnModel, 'primary' | 'unique' | 'references'>

/** The types of SQL by the type that filters and inputs see. */
const columnTypes: Readonly<Record<string, ColumnType>> = {
  text: 'text',
  varchar: 'text',
  'character varying': 'text',
  char: 'text',
  character: 'text',
  citext: 'text',
  smallint: 'integer',
  integer: 'integer',
  smallserial: 'integer',
  serial: 'integer',
  bigint: 'bigint',
  bigserial: 'bigint',
  numeric: 'number',
  decimal: 'number',
  real: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  uuid: 'uuid',
  date: 'date',
  timestamp: 'timestamp',
  'timestamp with time zone': 'timestamp',
  timestamptz: 'timestamp',
  json: 'json',
  jsonb: 'json',
  time: 'time',
  'time with time zone': 'time',
  interval: 'interval',
  bytea: 'bytes',
}

/** Reads one Drizzle column. */
export function readColumn(key: string, column: PgColumn): OwnColumn {
  const enumName = enumOf(column)
  const sqlType = sqlTypeOf(column)
  const type = enumName !== undefined && !sqlType.endsWith(']') ? 'text' : typeOf(sqlType)
  const identity = identityOf(column)
  const expression = column.generated === undefined ? undefined : generatedText(column.generated.as)
  const standard = defaultText(column)
  const serial = /serial$/.test(sqlType)
  const role = roleOf(column)
  const length = /^(?:var)?char\((\d+)\)$/.exec(sqlType)?.[1]
  const values = column.enumValues ?? elementOf(column).enumValues
  return {
    key,
    name: columnName(column),
    type,
    sqlType,
    jsType: column.dataType,
    notNull: column.notNull || identity !== undefined,
    hasDefault: standard !== undefined || serial || identity !== undefined || expression !== undefined,
    generated: expression !== undefined || identity?.always === true,
    ...(standard === undefined ? {} : { default: standard }),
    ...(enumName === undefined ? {} : { enumName }),
    ...(values === undefined || values.length === 0 ? {} : { enumValues: [...values] }),
    ...(length === undefined ? {} : { maxLength: Number(length) }),
    ...(expression === undefined ? {} : { expression }),
    ...(identity === undefined ? {} : { identity }),
    ...(role === undefined ? {} : { role }),
    ...(column.defaultFn === undefined ? {} : { makeDefault: column.defaultFn }),
  }
}

function typeOf(sqlType: string): ColumnType {
  if (sqlType.endsWith(']')) return 'array'
  return columnTypes[sqlType.replace(/ ?\([^)]*\)/, '').toLowerCase()] ?? 'other'
}

function elementOf(column: PgColumn): PgColumn {
  return orm.is(column, pg.PgArray) ? elementOf(column.baseColumn as PgColumn) : column
}

function enumOf(column: PgColumn): string | undefined {
  const element = elementOf(column)
  if (orm.is(element, pg.PgEnumColumn) || orm.is(element, pg.PgEnumObjectColumn)) return element.enum.enumName
  return undefined
}

function sqlTypeOf(column: PgColumn): string {
  const name = enumOf(column)
  const written = column.getSQLType()
  return name === undefined ? written : written.replace(name, () => quoteName(name))
}

function generatedText(as: unknown): string {
  const expression = typeof as === 'function' ? as() : as
  return orm.is(expression, orm.SQL) ? expressionText(expression) : String(expression)
}

function identityOf(column: PgColumn): IdentityModel | undefined {
  const identity = column.generatedIdentity
  if (identity === undefined) return undefined
  const { startWith, increment, minValue, maxValue, cache, cycle } = identity.sequenceOptions ?? {}
  const words: [string, unknown][] = [
    ['start with', startWith],
    ['increment by', increment],
    ['minvalue', minValue],
    ['maxvalue', maxValue],
    ['cache', cache],
  ]
  const options = words.filter(([, value]) => value !== undefined).map(([word, value]) => `${word} ${value}`)
  if (cycle === true) options.push('cycle')
  return { always: identity.type === 'always', options: options.join(' ') }
}
