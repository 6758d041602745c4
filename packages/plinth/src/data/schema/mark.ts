/** What a column is to the platform. Columns of `id()`, `timestamps()` and `tenantId()` carry one, all others none. */
export type ColumnRole = 'id' | 'createdAt' | 'updatedAt' | 'tenant'

// Drizzle hands a builder's config on to the column it builds, whatever is called in between. The registered symbol
// lets two copies of this module in one process agree.
const role = Symbol.for('plinth:column-role')

interface Configured {
  readonly config: { [role]?: ColumnRole }
}

/** Writes the role on a column builder, and returns the same builder. */
export function mark<Builder extends object>(builder: Builder, as: ColumnRole): Builder {
  const { config } = builder as unknown as Configured
  config[role] = as
  return builder
}

/** The role of a built column, undefined for an ordinary one. */
export function roleOf(column: object): ColumnRole | undefined {
  return (column as unknown as Configured).config[role]
}

const shared = Symbol.for('plinth:everywhere')

interface Shareable {
  readonly config: { [shared]?: true }
}

/** Writes on an index builder that it does not begin with the tenant, and returns the same builder. */
export function markEverywhere<Builder extends object>(builder: Builder): Builder {
  const { config } = builder as unknown as Shareable
  config[shared] = true
  return builder
}

/** True for an index of `everywhere()`. */
export function isEverywhere(config: object): boolean {
  return (config as Shareable['config'])[shared] === true
}
