/** Effects that are written with the rows they are about, and leave after the commit. */
export { type Effect, type Origin, Outbox } from './outbox.ts'
export { type Entry, Relay, type RelayOptions } from './relay.ts'
