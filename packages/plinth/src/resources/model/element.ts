import type { ColumnModel, ColumnType } from '../../data/schema/index.ts'

const elements: readonly (readonly [RegExp, ColumnType])[] = [
  [/^(text|varchar|char|citext)/, 'text'],
  [/^(smallint|integer)$/, 'integer'],
  [/^bigint$/, 'bigint'],
  [/^(numeric|decimal|real|double)/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^uuid$/, 'uuid'],
  [/^date$/, 'date'],
  [/^timestamp/, 'timestamp'],
]

/** The elements of an array column, as a column of their own. Arrays of arrays are seen as their innermost elements. */
export function elementOf(column: ColumnModel): ColumnModel {
  const sqlType = column.sqlType.replace(/(\[\d*\])+$/, '')
  const type = column.enumName !== undefined ? 'text' : elements.find(([pattern]) => pattern.test(sqlType))?.[1]
  const { enumValues, enumName, key, name } = column
  const jsType = jsTypeOf(sqlType, type)
  return {
    key,
    name,
    type: type ?? 'other',
    sqlType,
    jsType,
    notNull: true,
    hasDefault: false,
    primary: false,
    unique: false,
    generated: false,
    ...(enumValues === undefined ? {} : { enumValues }),
    ...(enumName === undefined ? {} : { enumName }),
  }
}

/** The model of an array does not tell the mode of its elements; these are Drizzle's defaults, and no digit is lost. */
function jsTypeOf(sqlType: string, type: ColumnType | undefined): string {
  if (type === 'timestamp') return 'date'
  if (type === 'bigint' || type === 'boolean') return type
  return type === 'integer' || /^(real|double)/.test(sqlType) ? 'number' : 'string'
}
