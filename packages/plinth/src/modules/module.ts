import type { Action } from '../actions/index.ts'
import { knownKeys } from '../config/index.ts'
import type { Subscription } from '../events/index.ts'
import type { Resource, TableShape } from '../resources/index.ts'

/** A named slice of a backend. It can run alone as a service. */
export interface Module {
  readonly kind: 'module'
  readonly name: string
  readonly tables: readonly TableShape[]
  readonly resources: readonly Resource[]
  readonly actions: readonly Action[]
  readonly subscriptions: readonly Subscription[]
  /** Modules that share foreign keys and transactions with this one, and so must run in the same process. */
  readonly together: readonly string[]
}

export interface ModuleOptions {
  /** Tables that belong to this module; every table belongs to one module or to the platform. */
  readonly tables?: readonly TableShape[]
  readonly resources?: readonly Resource[]
  readonly actions?: readonly Action[]
  readonly subscriptions?: readonly Subscription[]
  /** Names of modules whose tables this one refers to. Without it, modules share neither keys nor transactions. */
  readonly together?: readonly string[]
}

const known = ['tables', 'resources', 'actions', 'subscriptions', 'together']

/** Declares a module: `module('orders', { tables: [orders], resources: [orders], actions: [cancel] })`. */
export function module(name: string, options: ModuleOptions): Module {
  knownKeys(name, options, known)
  const { tables = [], resources = [], actions = [], subscriptions = [], together = [] } = options
  return Object.freeze({ kind: 'module', name, tables, resources, actions, subscriptions, together })
}
