import pg from 'pg'

/** How a type's text becomes a value, as `pg` asks for it. */
export interface TypeParsers {
  getTypeParser(oid: number, format?: string): (text: string) => unknown
}

/** What `pg` collects of one answer. */
export interface Answer {
  readonly command: string | null
  readonly rowCount: number | null
  readonly rows: unknown[]
  readonly fields: unknown[]
}

export type Settle = (error: unknown, answer?: Answer) => void

/**
 * The parts of `pg` 8.23 that are not in its documentation and that the scoped query leans on. The version is pinned,
 * and the self-test at start notices when they behave otherwise.
 */
export interface WireConnection {
  readonly stream: { readonly writable: boolean; cork(): void; uncork(): void; write(bytes: Uint8Array): boolean }
  readonly parsedStatements: Record<string, string>
  readonly submittedNamedStatements: Record<string, string>
  parse(statement: { text: string; name: string }): void
}

export interface WireResult extends Answer {
  addFields(fields: unknown[]): void
  addCommandComplete(message: unknown): void
  parseRow(fields: unknown[]): unknown
}

export interface WireQuery {
  name: string | undefined
  text: string
  callback: Settle
  readonly _result: WireResult
}

interface QueryConfig {
  readonly text: string
  readonly name: string | undefined
  readonly types: TypeParsers | undefined
  readonly rowMode: 'array' | undefined
}

/** `pg.Query` with its insides in sight. A pipelined client accepts nothing that is not one. */
export const Query = pg.Query as unknown as new (config: QueryConfig | string) => WireQuery
