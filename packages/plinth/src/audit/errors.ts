import { defineErrors } from '../errors/index.ts'

export const auditErrors = defineErrors({
  AUDIT_UNFIT: { status: 500, say: 'The option audit.{option} is not usable: {reason}.' },
})
