import { defineErrors } from '../errors/index.ts'

export const tenancyErrors = defineErrors({
  TENANT_NEEDED: {
    status: 400,
    say: 'Say which tenant this is about.',
    hint: 'Sign in to a tenant, or name one in the tenant header or the subdomain.',
  },
  TENANT_MISMATCH: {
    status: 403,
    say: 'You are signed in to another tenant.',
    hint: 'The tenant of the access token always wins. Sign in to the tenant that the request names.',
  },
  TENANT_FORBIDDEN: {
    status: 403,
    say: 'This tenant does not exist, or you do not belong to it.',
  },
  TENANT_SLUG_UNFIT: {
    status: 400,
    say: 'A slug has 1 to 63 lower-case letters, digits and inner hyphens, and is no uuid.',
    hint: 'It must fit into a host name: acme, north-2.',
  },
  TENANT_ENDING: {
    status: 403,
    say: 'This tenant was deleted. Until it is over, it can be exported and restored, and nothing else.',
    hint: 'POST /tenants/:id/restore, with the permission tenants:delete.',
  },
  TENANCY_UNFIT: {
    status: 500,
    say: 'The option tenancy.{option} is not usable: {reason}.',
  },
})
