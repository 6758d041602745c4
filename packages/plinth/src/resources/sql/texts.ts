import { dataErrors, type TextRow } from '../../data/index.ts'

/**
 * How a value that PostgreSQL printed becomes JSON: `bare` is JSON already, `quoted` holds nothing to escape, a `number`
 * may be NaN or infinite, an `instant` is a timestamp without a zone, of UTC.
 */
export type Print = 'bare' | 'quoted' | 'text' | 'number' | 'boolean' | 'instant'

/** One member of an object, and the expression that its value comes from. */
export interface Member {
  readonly name: string
  readonly sql: string
  readonly print: Print
}

/**
 * Columns of a statement, and the JSON object that their texts make. PostgreSQL takes 127 µs for a page of 20 rows as
 * one JSON text, half of it for timestamps, and 46 for its columns; putting them together here takes 20.
 */
export interface Shape {
  readonly columns: readonly string[]
  /** The object of a row that begins with these columns. */
  json(row: TextRow): string
}

/** The shape of these members, in their order. */
export function shapeOf(members: readonly Member[]): Shape {
  const heads = members.map(({ name }, at) => `${at === 0 ? '{' : ','}${JSON.stringify(name)}:`)
  const prints = members.map(member => member.print)
  return {
    columns: members.map(member => member.sql),
    json(row) {
      let json = heads.length === 0 ? '{' : ''
      for (let at = 0; at < heads.length; at++) json += heads[at] + valueJson(row[at] ?? null, prints[at] as Print)
      return `${json}}`
    },
  }
}

/** The select list of a statement: those of a shape first, then what is added. */
export class Columns {
  readonly #list: string[]

  constructor(shape: Shape) {
    this.#list = [...shape.columns]
  }

  /** Adds a column; returns its place in the row. */
  add(sql: string): number {
    return this.#list.push(sql) - 1
  }

  get sql(): string {
    return this.#list.join(', ')
  }
}

/** Nothing that JSON escapes: no quote, no backslash, no control character. */
const plainText = /^[ !#-[\]-\uffff]*$/

function valueJson(text: string | null, print: Print): string {
  if (text === null) return 'null'
  switch (print) {
    case 'bare':
      return text
    case 'quoted':
      return `"${text}"`
    case 'text':
      return plainText.test(text) ? `"${text}"` : JSON.stringify(text)
    case 'number':
      return text.endsWith('N') || text.endsWith('y') ? `"${text}"` : text
    case 'boolean':
      return text === 't' ? 'true' : 'false'
    case 'instant':
      return instantJson(text)
  }
}

/** `2026-11-21 03:29:46.1234` as `Date` prints it, cut to milliseconds. */
function instantJson(text: string): string {
  const { length } = text
  const isNear = text[4] === '-' && text[10] === ' ' && (length === 19 || (length > 20 && text[19] === '.'))
  if (!isNear) return farInstantJson(text)
  const fraction = length === 19 ? '000' : length > 22 ? text.slice(20, 23) : `${text.slice(20)}00`.slice(0, 3)
  return `"${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z"`
}

/** Years beyond 9999 or before 1, and infinity, which JSON cannot say. */
function farInstantJson(text: string): string {
  if (text.endsWith('infinity')) return 'null'
  const [, day, time, fraction = ''] = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(text) ?? []
  if (day === undefined) throw dataErrors.DATABASE_FAILED({ sqlstate: '22007' })
  return `"${day}T${time}.${`${fraction}000`.slice(0, 3)}Z"`
}
