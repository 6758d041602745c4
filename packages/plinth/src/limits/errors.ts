import { defineErrors } from '../errors/index.ts'

export const limitErrors = defineErrors({
  LIMIT_UNFIT: {
    status: 500,
    say: 'The option limits.{option} is {value}; expected a whole number from 1 on, and at most a day of seconds.',
  },
})
