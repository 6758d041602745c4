import { schemaCheck } from '../actions/index.ts'
import type { Database } from '../data/index.ts'
import { readSettings, type SettingsShape, type Tenancy, tenancyErrors } from '../tenancy/index.ts'

/** Milliseconds that settings are remembered, where nothing tells that they changed. */
const KEEP_MS = 1000
const MOST = 10_000

interface Kept {
  readonly value: Promise<unknown>
  readonly until: number
}

interface Parsed {
  readonly success: boolean
  readonly data?: unknown
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }
}

/** The methods of a Zod object that are used. */
interface ZodObject {
  safeParse(value: unknown): Parsed
  strict(): SettingsShape
}

/** What tenants have set, with the defaults of the schema; remembered for a second at most. */
export class Settings {
  /** Null where the backend has no settings. */
  readonly schema: SettingsShape | null
  readonly #database: Database
  readonly #kept = new Map<string, Kept>()

  constructor(database: Database, tenancy: Tenancy) {
    this.schema = tenancy.config.settings
    this.#database = database
    if (this.schema !== null) checkDefaults(this.schema)
    tenancy.changes.listen(tenant => this.#forget(tenant))
  }

  /** What a tenant has set. */
  of(tenant: string): Promise<unknown> {
    const kept = this.#kept.get(tenant)
    const now = Date.now()
    if (kept !== undefined && kept.until > now) return kept.value
    const value = this.read(tenant)
    // A read that failed is not remembered.
    value.catch(() => this.#kept.delete(tenant))
    if (this.#kept.size >= MOST) this.#kept.clear()
    this.#kept.set(tenant, { value, until: now + KEEP_MS })
    return value
  }

  /** The same, as it is now. */
  async read(tenant: string): Promise<unknown> {
    return this.schema === null ? {} : fitted(this.schema, await readSettings(this.#database, tenant))
  }

  #forget(tenant: string | null): void {
    if (tenant === null) this.#kept.clear()
    else this.#kept.delete(tenant)
  }
}

/** The check of a body: unknown fields are refused, whatever the schema says of them. */
export function settingsCheck(schema: SettingsShape, casing: 'camel' | 'snake') {
  return schemaCheck((schema as unknown as ZodObject).strict(), casing)
}

/** A tenant that has set nothing has settings too. */
function checkDefaults(schema: SettingsShape): void {
  const { safeParse, strict } = schema as unknown as Partial<ZodObject>
  const reason =
    safeParse === undefined || strict === undefined ? 'it is no z.object' : problemOf(schema as unknown as ZodObject)
  if (reason !== undefined) throw tenancyErrors.TENANCY_UNFIT({ option: 'settings', reason })
}

function problemOf(schema: ZodObject): string | undefined {
  const parsed = schema.safeParse({})
  if (parsed.success) return undefined
  const names = new Set((parsed.error?.issues ?? []).map(issue => String(issue.path[0])))
  return `${[...names].join(', ')} has no default`
}

/** What was written under an earlier schema keeps what still fits. */
function fitted(schema: SettingsShape, value: unknown): unknown {
  const zod = schema as unknown as ZodObject
  const parsed = zod.safeParse(value)
  if (parsed.success) return parsed.data
  const odd = new Set((parsed.error?.issues ?? []).map(issue => String(issue.path[0])))
  const rest = Object.fromEntries(Object.entries(value as object).filter(([key]) => !odd.has(key)))
  const again = zod.safeParse(rest)
  return again.success ? again.data : zod.safeParse({}).data
}
