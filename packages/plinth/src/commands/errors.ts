import { defineErrors } from '../errors/index.ts'

export const commandErrors = defineErrors({
  COMMAND_UNKNOWN: {
    status: 400,
    say: 'There is no command `plinth {verb}`.{meant}',
    hint: '`plinth help` lists them.',
  },
  COMMAND_MISUSED: { status: 400, say: '{problem}', hint: '`plinth {verb} --help` says how.' },
  CLI_MISSING: {
    status: 500,
    say: '`plinth {verb}` needs @plinth/cli, which is not installed.',
    hint: 'Run `npm install --save-dev @plinth/cli`.',
  },
  BACKEND_MISSING: {
    status: 500,
    say: 'There is no backend.ts in {directory}.',
    hint: 'Name the folder of a project, or make one: `plinth new my-backend --from path/to/frontend`.',
  },
  BACKEND_INVALID: {
    status: 500,
    say: '{file} does not export a backend.',
    hint: 'End it with `export default defineBackend({ … })`.',
  },
  SEED_INVALID: {
    status: 500,
    say: '{file} does not export a seed.',
    hint: 'End it with `export default seed({ … })`.',
  },
  BACKEND_FAILED: {
    status: 500,
    say: '{file} could not be loaded: {reason}',
    hint: 'Mend that place, then run it again.',
  },
})
