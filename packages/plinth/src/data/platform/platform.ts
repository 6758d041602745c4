import { accountsSql } from './accounts.ts'
import { auditSql } from './audit.ts'
import { domainsSql } from './domains.ts'
import { functionsSql } from './functions.ts'
import { idempotencySql } from './idempotency.ts'
import { identitiesSql } from './identities.ts'
import { keysSql } from './keys.ts'
import { limitsSql } from './limits.ts'
import { outboxSql } from './outbox.ts'
import { secondFactorsSql } from './second-factors.ts'
import { seedsSql } from './seeds.ts'
import { sessionsSql } from './sessions.ts'
import { tenantsSql } from './tenants.ts'
import { ticketsSql } from './tickets.ts'
import { usageSql } from './usage.ts'

/** The prefix that tells the platform's migrations from the project's in `plinth.migrations`. */
export const platformPrefix = 'plinth/'

/** The platform's own migrations, in order. Once released, one is never changed: what comes next is a new one. */
export const platformSql: readonly { readonly name: string; readonly sql: string }[] = [
  { name: `${platformPrefix}0001_functions`, sql: functionsSql },
  { name: `${platformPrefix}0002_accounts`, sql: accountsSql },
  { name: `${platformPrefix}0003_tenants`, sql: tenantsSql },
  { name: `${platformPrefix}0004_outbox`, sql: outboxSql },
  { name: `${platformPrefix}0005_idempotency`, sql: idempotencySql },
  { name: `${platformPrefix}0006_seeds`, sql: seedsSql },
  { name: `${platformPrefix}0007_limits`, sql: limitsSql },
  { name: `${platformPrefix}0008_sessions`, sql: sessionsSql },
  { name: `${platformPrefix}0009_keys`, sql: keysSql },
  { name: `${platformPrefix}0010_tickets`, sql: ticketsSql },
  { name: `${platformPrefix}0011_second_factors`, sql: secondFactorsSql },
  { name: `${platformPrefix}0012_identities`, sql: identitiesSql },
  { name: `${platformPrefix}0013_audit`, sql: auditSql },
  { name: `${platformPrefix}0014_usage`, sql: usageSql },
  { name: `${platformPrefix}0015_domains`, sql: domainsSql },
]
