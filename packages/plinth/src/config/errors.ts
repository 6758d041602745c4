import { defineErrors } from '../errors/index.ts'

export const configErrors = defineErrors({
  CONFIG_INVALID: {
    status: 500,
    say: 'The configuration is not valid:\n{problems}',
    hint: 'Set the variables named above; `plinth config` prints them all.',
  },
  OPTION_UNKNOWN: {
    status: 500,
    say: 'Unknown option {path}.{nearest}',
    hint: 'Options are listed in docs/options.md.',
  },
})
