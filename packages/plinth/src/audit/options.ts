import { knownKeys } from '../config/index.ts'
import type { AuditedTable } from '../data/migrations/index.ts'
import { readTables } from '../data/schema/index.ts'
import { isSecretName } from '../observability/index.ts'
import { auditErrors } from './errors.ts'
import { platformTables } from './platform.ts'

export interface AuditOptions {
  /** Tables that are left out, by their keys in the schema. Default none. */
  readonly except?: readonly string[]
  /** Days that entries are kept, whole months at a time, when `plinth audit prune` runs. Default 365. */
  readonly keep?: number
}

export interface AuditConfig {
  readonly tables: readonly AuditedTable[]
  /** Days. */
  readonly keep: number
}

/** Which tables are audited, with columns named like secrets hidden. AUDIT_UNFIT. */
export function resolveAudit(
  options: AuditOptions | boolean | undefined,
  schema: Readonly<Record<string, unknown>>,
): AuditConfig {
  if (options === undefined || options === false) return { tables: [], keep: 365 }
  const { except = [], keep = 365 } = options === true ? {} : options
  if (options !== true) knownKeys('audit', options, ['except', 'keep'])
  if (!Number.isInteger(keep) || keep < 1)
    throw auditErrors.AUDIT_UNFIT({ option: 'keep', reason: 'it must be a whole number of days' })
  const tables = readTables(schema)
  const odd = except.find(key => !tables.some(table => table.key === key))
  if (odd !== undefined) throw auditErrors.AUDIT_UNFIT({ option: 'except', reason: `the schema has no table ${odd}` })
  const audited = tables.filter(table => !except.includes(table.key))
  return {
    tables: [
      ...platformTables,
      ...audited.map(({ name, columns, primaryKey }) => ({
        name,
        key: primaryKey?.columns[0] ?? columns[0]?.name ?? 'id',
        hidden: columns
          .filter(column => isSecretName(column.key) || isSecretName(column.name))
          .map(column => column.name),
      })),
    ],
    keep,
  }
}
