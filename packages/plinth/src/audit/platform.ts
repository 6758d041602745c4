import type { AuditedTable } from '../data/migrations/index.ts'

/**
 * What is audited beside the tables of the backend: logins and their ends, passwords, keys, second factors, outside
 * identities, tenants and who belongs to them. Renewals and last uses are passed over.
 */
export const platformTables: readonly AuditedTable[] = (
  [
    {
      name: 'sessions',
      key: 'id',
      passed: ['generation', 'token_hash', 'device_hash', 'rotated_at', 'used_at', 'expires_at'],
    },
    { name: 'credentials', key: 'user_id', passed: ['password_hash'] },
    { name: 'api_keys', key: 'id', hidden: ['hash'], passed: ['used_at'] },
    { name: 'second_factors', key: 'user_id', hidden: ['sealed', 'recovery'], passed: ['last_step'] },
    { name: 'identities', key: 'user_id' },
    { name: 'signing_keys', key: 'kid', hidden: ['sealed'] },
    { name: 'tenants', key: 'id' },
    { name: 'memberships', key: 'user_id' },
    { name: 'roles', key: 'name' },
    { name: 'invitations', key: 'id' },
    { name: 'domains', key: 'domain', hidden: ['token'] },
  ] as const
).map(table => ({ schema: 'plinth', hidden: [], ...table }))
