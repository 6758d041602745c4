import type { AuditOptions } from '../audit/index.ts'
import type { AuthOptions } from '../auth/index.ts'
import { knownKeys } from '../config/index.ts'
import type { DialectOptions } from '../dialect/index.ts'
import type { PipelineHooks } from '../http/index.ts'
import type { LimitsOptions } from '../limits/index.ts'
import type { Module } from '../modules/index.ts'
import type { ComputedFields } from '../resources/index.ts'
import type { TenancyOptions } from '../tenancy/index.ts'

/** Makes one service for `ctx`, once, when it is first asked for. */
export type Provider<T = unknown> = () => T | Promise<T>

export interface BackendOptions {
  /** Names the backend in tokens, logs and documents. */
  readonly name: string
  /** Drizzle tables: the one definition of the data. */
  readonly schema: Readonly<Record<string, unknown>>
  /** Fields that are computed by the database, from `computed.ts`. */
  readonly computed?: ComputedFields
  /** The outer shape of the API. Default: the default dialect, under `/api`. */
  readonly dialect?: DialectOptions
  /** Several organisations in one database. Left out, there are no tenants. */
  readonly tenancy?: TenancyOptions
  /** People who log in. Left out, everybody is nobody. */
  readonly auth?: AuthOptions
  readonly modules: readonly Module[]
  /** Things of your own on `ctx`, replaceable in tests. Made once, on first use. */
  readonly provide?: Readonly<Record<string, Provider>>
  /** Your own steps at named points of the pipeline; see docs/lifecycle.md. */
  readonly hooks?: PipelineHooks
  /** Writes down who did what to which rows, and serves `GET /audit`. Default false. */
  readonly audit?: AuditOptions | boolean
  /**
   * How often an address, a user and a tenant may ask. Default: 100 a minute by address, 600 by user, 5 for what tries
   * a secret.
   */
  readonly limits?: LimitsOptions
}

/** Everything one deployment serves, as data. Nothing runs until `plinth start` or `createApp`. */
export interface Backend extends BackendOptions {
  readonly kind: 'backend'
}

const known = [
  'name',
  'schema',
  'computed',
  'dialect',
  'tenancy',
  'auth',
  'modules',
  'provide',
  'hooks',
  'audit',
  'limits',
]

/** Declares a backend. Checks the names of its options; everything else is checked at boot, before a port is opened. */
export function defineBackend(options: BackendOptions): Backend {
  knownKeys('defineBackend', options, known)
  return Object.freeze({ kind: 'backend', ...options })
}
