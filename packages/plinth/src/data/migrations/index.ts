/** Triggers of audited tables, and the months of their entries. */
export { type AuditedTable, pruneEntries } from './audit.ts'
/** Apply what is pending, one process at a time. */

/** Where every migration stands. */
export type { MigrationState, MigrationStatus } from './ledger.ts'
export { type MigrateOptions, type MigrateResult, migrate } from './migrate.ts'
/** Which declared filters, sorts and searches have no index, and the line to add. */
export { checkIndexes, type IndexProblem, type NeededIndex, requireIndexes } from './needed.ts'
/** Write the next migration from what changed in the schema. */
export { formatNewMigration, type NewMigration, type NewMigrationOptions, newMigration } from './plan/new.ts'
/** The difference between a snapshot and a schema, as SQL. */
export { type Loss, type Plan, type PlanStep, plan } from './plan/plan.ts'
export { emptySnapshot, type Snapshot } from './plan/snapshot.ts'
/** End a half-applied state, after a person has looked at it. */
export { type ResolveOptions, resolveMigration } from './resolve.ts'
export { formatStatus, type Status, type StatusOptions, status } from './status.ts'
/** What in the schema would not keep tenants apart, and the line to write. */
export { checkTenants, requireTenants, type TenantProblem, type TenantRules } from './tenants.ts'
/** What is counted for tenants. */
export type { CountedTable, PlanRule, UsageRules } from './usage.ts'
