import { knownKeys } from '../config/index.ts'
import type { TableShape } from '../resources/index.ts'
import { authErrors } from './errors.ts'

export interface AuthOptions {
  /**
   * The table of the people who sign in. It has a primary key of one column, and a text column `email` or `username`.
   * Passwords are not in it. A text column `role` is the user's role.
   */
  readonly users: TableShape
  /**
   * What each role may do: `resource:action`, with `*` for either part or for everything. Default: no roles. A role
   * that is not named here may do nothing beyond what every signed-in user may.
   */
  readonly roles?: Readonly<Record<string, readonly string[]>>
  /**
   * Columns that register and update take from a body. Default: all but the server's own (`id`, `role`, the tenant,
   * timestamps, generated ones) and those whose name speaks of rights or standing (`isAdmin`, `permissions`, `status`,
   * `emailVerified`, `banned`…). Name them all here when the table has columns such as `credits`. Never the server's own.
   */
  readonly writable?: readonly string[]
  /**
   * How long an access token is valid: `s`, `m`, `h` or `d`. Default `15m`. A changed role is seen when the token is
   * renewed, so this is also how long an old role may last.
   */
  readonly access?: string
  /** How long a refresh token is valid; each use gives a new one with the full time. Default `30d`. */
  readonly refresh?: string
}

export interface AuthConfig {
  readonly roles: Readonly<Record<string, readonly string[]>>
  /** Null where the names decide. */
  readonly writable: readonly string[] | null
  /** Seconds. */
  readonly access: number
  /** Seconds. */
  readonly refresh: number
}

/** Checks the options and fills in the defaults; the table is read by `readAccounts`. */
export function resolveAuth(options: AuthOptions): AuthConfig {
  knownKeys('auth', options, ['users', 'roles', 'writable', 'access', 'refresh'])
  for (const [role, permissions] of Object.entries(options.roles ?? {})) {
    for (const permission of permissions) checkPermission(role, permission)
  }
  return Object.freeze({
    roles: options.roles ?? {},
    writable: options.writable ?? null,
    access: seconds('access', options.access ?? '15m'),
    refresh: seconds('refresh', options.refresh ?? '30d'),
  })
}

const permissionForm = /^(?:\*|(?:\*|[\w-]+):(?:\*|[\w-]+))$/

function checkPermission(role: string, permission: string): void {
  if (permissionForm.test(permission)) return
  const reason = `${JSON.stringify(permission)} is not of the form resource:action`
  throw authErrors.AUTH_OPTION_UNFIT({ option: `roles.${role}`, reason })
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

function seconds(option: string, text: string): number {
  const [, number, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(text) ?? []
  const length = Number(number) * (units[unit ?? ''] ?? Number.NaN)
  if (Number.isNaN(length)) {
    const reason = `${JSON.stringify(text)} is no duration such as 15m or 30d`
    throw authErrors.AUTH_OPTION_UNFIT({ option, reason })
  }
  return length
}
