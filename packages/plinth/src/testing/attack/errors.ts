import { defineErrors } from '../../errors/index.ts'

/** Why an attack could not begin. */
export const attackErrors = defineErrors({
  ATTACK_PERSON: {
    status: 500,
    say: 'The attack cannot sign in as {name}: {problem}.',
    hint: 'Give the columns that its users need: attack(app, { rows: { users: { … } } }).',
  },
  ATTACK_OPERATION: {
    status: 500,
    say: 'The attack knows no operation called {name}.',
    hint: 'Use a name of the OpenAPI document: its operationId.',
  },
  ATTACK_FAILED: {
    status: 500,
    say: 'The attack got through {failures} times.\n{report}',
    hint: 'Each line names the operation, who asked, what was tried and what came back.',
  },
})
