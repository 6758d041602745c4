/** The platform's own tables: passwords, sessions, tenants, the outbox, idempotency. */
export { platformPrefix, platformSql } from './platform.ts'
/** The role of the app, and what every migration run puts right before it begins. */
export { appRole, prepareSql } from './prepare.ts'
