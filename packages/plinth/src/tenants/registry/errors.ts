import { defineErrors } from '../../errors/index.ts'

export const registryErrors = defineErrors({
  TENANT_UNKNOWN: { status: 404, say: 'There is no tenant {name}.', hint: '`plinth tenants list` shows them.' },
  PLAN_UNKNOWN: { status: 400, say: 'There is no plan {plan}.', hint: 'The backend has: {plans}.' },
  DOMAIN_UNFIT: {
    status: 400,
    say: '{domain} cannot be a tenant’s domain.',
    hint: 'Write a host name in ASCII, such as shop.example.com, outside of the platform’s own domain.',
  },
  DOMAIN_UNPROVEN: {
    status: 409,
    say: 'The TXT record _plinth.{domain} does not hold this tenant’s token.',
    hint: 'Set it to {token}, wait until it is seen, and verify again.',
  },
  DOMAIN_TAKEN: { status: 409, say: 'Another tenant has verified {domain}.', hint: 'Remove it there first.' },
})
