import { defineErrors } from '../errors/index.ts'

/** What is wrong with an action: found at boot, but for its answer. */
export const actionErrors = defineErrors({
  ACTION_ROUTE_INVALID: {
    status: 500,
    say: 'The route "{route}" cannot be read.',
    hint: 'Write a method and a path, with each parameter once: POST /orders/:id/cancel.',
  },
  ACTION_ROW_UNKNOWN: {
    status: 500,
    say: '{route} is on {table}, but its path has no parameter for the row.',
    hint: 'Put the id of the row in the path: POST /orders/:id/cancel.',
  },
  ACTION_TABLE_UNKNOWN: {
    status: 500,
    say: '{route} {problem}',
    hint: 'Export the table from the schema, and add a resource that shows it.',
  },
  ACTION_ANSWER_INVALID: {
    status: 500,
    say: 'The answer of {route} is not what it says it returns.',
    hint: 'See the cause in the log: return what `returns` declares.',
  },
})
