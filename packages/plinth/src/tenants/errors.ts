import { defineErrors } from '../errors/index.ts'

export const tenantsErrors = defineErrors({
  TENANT_SLUG_TAKEN: {
    status: 409,
    say: 'Another tenant has this slug.',
    hint: 'Slugs are names of hosts: choose another.',
  },
  TENANTS_TOO_MANY: {
    status: 409,
    say: 'Nobody belongs to more than {most} tenants.',
    hint: 'Leave one first.',
  },
  TENANT_LAST_FOUNDER: {
    status: 409,
    say: 'The last member with the role {role} can neither leave nor have another role.',
    hint: 'Give the role to somebody else first, or delete the tenant.',
  },
  TENANT_ROLE_EXCEEDS: {
    status: 403,
    say: 'This role may do more than you may.',
    hint: 'Nobody gives, takes or changes a role that permits what they may not do themselves.',
  },
  TENANT_ROLE_TAKEN: {
    status: 409,
    say: 'There is a role of this name already.',
    hint: 'Roles of the code keep their names. Change a role of the tenant with PUT.',
  },
  TENANT_ROLES_TOO_MANY: {
    status: 409,
    say: 'A tenant makes at most {most} roles.',
    hint: 'Delete one that nobody has.',
  },
  TENANT_ROLE_IN_USE: {
    status: 409,
    say: 'Members have this role, or somebody is invited to it.',
    hint: 'Give them another role, and withdraw the invitations.',
  },
  TENANT_INVITATION_OVER: {
    status: 404,
    say: 'This invitation is not for you, or is over.',
    hint: 'Sign in with the address that it was sent to. It is good once, and for 7 days.',
  },
})
