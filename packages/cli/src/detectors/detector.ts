import type { Library, Mounter, Observer, Value, World } from '../syntax/index.ts'
import type { Operations } from './graphql/operations.ts'
import type { Requests } from './requests/requests.ts'
import type { Sockets } from './rooms/sockets.ts'
import type { Calls } from './sdk/calls.ts'
import type { Notes } from './signals/notes.ts'

/** What detectors write to. */
export interface Findings {
  requests: Requests
  notes: Notes
  sockets: Sockets
  operations: Operations
  calls: Calls
}

/**
 * One signal or one library: what its names mean on paper. A detector says what a package's exports do when they are called,
 * or watches what passes by; it never sees the syntax tree.
 */
export interface Detector {
  /** Globals of the page, by name. */
  globals?: Readonly<Record<string, Value>>
  /** The exports of packages, by specifier. */
  libraries?: Readonly<Record<string, Library>>
  observer?: Observer
  mounter?: Mounter
  instance?: NonNullable<World['instance']>
  idle?: NonNullable<World['idle']>
  decorated?: NonNullable<World['decorated']>
  entered?: NonNullable<World['entered']>
  given?: NonNullable<World['given']>
  gave?: NonNullable<World['gave']>
  outside?: NonNullable<World['outside']>
  properties?: NonNullable<World['properties']>
}

/** Makes a detector that writes its findings there. */
export type MakeDetector = (findings: Findings) => Detector
