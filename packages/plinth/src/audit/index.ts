/** Who did what to which rows. */
export { byOf } from './by.ts'
export { auditErrors } from './errors.ts'
export { listAudit } from './operations.ts'
export { type AuditConfig, type AuditOptions, resolveAudit } from './options.ts'
