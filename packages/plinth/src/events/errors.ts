import { defineErrors } from '../errors/index.ts'

export const eventErrors = defineErrors({
  EVENT_INVALID: { status: 500, say: 'The event {topic} was emitted with data that does not fit: {problem}.' },
  SUBSCRIPTION_TWICE: {
    status: 500,
    say: 'Two subscriptions to {topic} are called {name}.',
    hint: 'Give each a name of its own.',
  },
  SUBSCRIPTION_UNKNOWN: {
    status: 500,
    say: 'Nothing subscribes to {topic} as {subscriber} any more.',
    hint: 'Put the subscription back, or delete its entries from plinth.outbox.',
  },
})
