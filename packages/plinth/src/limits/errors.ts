import { defineErrors } from '../errors/index.ts'

export const limitErrors = defineErrors({
  LIMIT_UNFIT: {
    status: 500,
    say: 'The option limits.{option} is {value}; expected a whole number from 1 on, and at most a day of seconds.',
  },
  LIMITS_UNREACHABLE: {
    status: 500,
    say: '{variable} is {value}: {reason}.',
    hint: 'Start Redis there, or correct {variable}. LIMITS_URL=memory: counts in each process apart.',
  },
})
