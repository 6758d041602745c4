/** Drizzle's builders for tables, columns and expressions, and the columns that the platform knows by role. */
export * from './builders.ts'
/** Columns with a meaning to the platform: keys, timestamps, the tenant, text search. */
export { everywhere, id, search, tenantId, timestamps } from './columns.ts'
/** Names and values, written safely into SQL. */
export { quoteName, quoteText } from './expression.ts'
/** Tables, columns and constraints as plain data. */
export type { ColumnRole } from './mark.ts'
export type {
  CheckModel,
  ColumnModel,
  ColumnType,
  ForeignKeyModel,
  IdentityModel,
  IndexModel,
  IndexPart,
  PrimaryKeyModel,
  TableModel,
  UniqueModel,
} from './model.ts'
/** The SQL name of a column, one rule for everybody, and of a constraint that nobody named. */
export { columnName, constraintName } from './name.ts'
/** A schema module as plain data. */
export { readTables } from './read.ts'
