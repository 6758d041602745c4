/** Events between modules, carried by the outbox. */
export { type DeliveredEvent, type EventType, event, on, type Subscription } from './event.ts'
export { type Events, eventsOf, Subscriptions } from './events.ts'
