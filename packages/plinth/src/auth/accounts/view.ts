import { type ColumnModel, quoteName } from '../../data/schema/index.ts'
import type { JsonSchema } from '../../operations/index.ts'
import { printValue } from '../../resources/index.ts'
import { nullableSchema } from './body.ts'
import { ruleOf } from './rules.ts'

/** What auth needs of the dialect. */
export interface Wire {
  /** A plain name as the dialect writes it. */
  readonly name: (key: string) => string
  /** What becomes of unknown fields in a body. */
  readonly extra: 'refuse' | 'drop'
  /** How `bigint` and `numeric` are printed. */
  readonly bigNumbers: 'string' | 'number'
  /** A login that needs a code answers with its ticket; left out or false, it is refused with it. */
  readonly second?: boolean
  /** The cookie with the CSRF token. Default `__Host-csrf`. */
  readonly csrfCookie?: string
}

/** A user as clients see one: which columns are read, and how they are printed. */
export class View {
  readonly #columns: readonly ColumnModel[]
  readonly #wire: Wire

  constructor(columns: readonly ColumnModel[], wire: Wire) {
    this.#columns = columns
    this.#wire = wire
  }

  /** The columns of a select list, of the row that `from` names. */
  sql(from: string): string {
    return this.#columns.map((column, at) => `${from}.${quoteName(column.name)} as ${alias(at)}`).join(', ')
  }

  /** A row of that list in wire names, in the formats of resources. */
  print(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const members = this.#columns.map((column, at) => {
      const value = row[alias(at)]
      // JSON comes from the database as its text.
      const read = column.type === 'json' && typeof value === 'string' ? JSON.parse(value) : value
      return [this.#wire.name(column.key), printValue(column, read, this.#wire.bigNumbers)]
    })
    return Object.fromEntries(members)
  }
}

/** Columns may be called as the list's own, `id` or `hash`: numbers never are. */
const alias = (at: number): string => `v${at}`

/** JSON Schema of a user as it is shown. */
export function viewSchema(columns: readonly ColumnModel[], wire: Wire): JsonSchema {
  const properties = columns.map(column => [
    wire.name(column.key),
    nullableSchema(shown(column, wire), !column.notNull),
  ])
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: columns.map(column => wire.name(column.key)),
  }
}

function shown(column: ColumnModel, wire: Wire): JsonSchema {
  if (column.type === 'bigint' || (column.type === 'number' && isExact(column))) {
    return { type: wire.bigNumbers === 'string' ? 'string' : 'number' }
  }
  return column.type === 'number' ? { type: 'number' } : ruleOf(column).schema
}

/** Types that hold more digits than a JavaScript number. */
const isExact = (column: ColumnModel): boolean => /^(?:numeric|decimal)/.test(column.sqlType)
