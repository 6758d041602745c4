import { defineErrors } from '../errors/index.ts'

export const busErrors = defineErrors({
  BUS_MESSAGE_TOO_LONG: {
    status: 500,
    say: 'A message of the topic {topic} has {size} bytes; at most {most} fit.',
    hint: 'Send an id, and let whoever hears it read the rest.',
  },
})
