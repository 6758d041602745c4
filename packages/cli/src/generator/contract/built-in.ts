import type { Blueprint } from '../../blueprint/blueprint.ts'
import type { Served } from './served.ts'
import { nothing } from './sources.ts'
import type { ContractValue } from './value.ts'

/** How a built-in operation is asked in a test, where it takes something that the test does not have. */
export interface BuiltInStep {
  /** The status that says that it is served, and takes the body. */
  readonly gives?: 401 | 403 | 404
  /** A parameter that names nothing. */
  readonly id?: string
}

const secret: BuiltInStep = { gives: 401 }

/** Mails, authenticators and people's passwords are not at hand; and nobody is signed out in the middle of the test. */
const steps: Readonly<Record<string, BuiltInStep>> = {
  'auth.reset': secret,
  'auth.verify': secret,
  'auth.confirmEmail': secret,
  'auth.changePassword': secret,
  'auth.changeEmail': secret,
  'auth.delete': secret,
  'auth.loginSecond': secret,
  'auth.loginTicket': secret,
  'auth.beginTotp': secret,
  'auth.confirmTotp': secret,
  'auth.removeTotp': secret,
  'auth.switch': { gives: 403 },
  'auth.endSession': { gives: 404, id: nothing },
}

/** How it is asked; undefined for what is asked as anything else. */
export function builtInStep(operation: string, { auth }: Blueprint): BuiltInStep | undefined {
  // Keys that no call makes.
  const isNone = operation === 'auth.revokeKey' && auth?.operations['auth.createKey'] === undefined
  return isNone ? { gives: 404, id: nothing } : steps[operation]
}

/** Values that a built-in operation takes, by plain name: what is made of names alone would not fit. */
const known: Readonly<Record<string, ContractValue>> = {
  ticket: 'of-no-mail',
  code: '000000',
  tenant: 'of-somebody-else',
  current: 'not-the-password-1',
  password: 'a-good-password-2',
  scopes: ['*'],
  expiresAt: '2099-12-31T00:00:00.000Z',
}

const wrongPassword = new Set(['auth.changeEmail', 'auth.delete', 'auth.beginTotp'])

/** A body whose fields of a built-in operation have values that it takes. */
export function withKnown(
  body: ContractValue | undefined,
  served: Served,
  { dialect }: Blueprint,
): ContractValue | undefined {
  if (served.kind !== 'auth' || /^auth\.(login|register|me|update|refresh|logout)$/.test(served.operation)) return body
  const { operation } = served
  const names = (dialect.names as Record<string, Record<string, string>> | undefined)?.[operation] ?? {}
  const values = wrongPassword.has(operation) ? { ...known, password: 'not-the-password-1' } : known
  const wire = new Map(Object.entries(values).map(([key, value]) => [names[key] ?? key, value]))
  return filled(body, wire)
}

function filled(value: ContractValue | undefined, wire: ReadonlyMap<string, ContractValue>): ContractValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, wire.get(name) ?? filled(part, wire) ?? null]),
  )
}
