import { defineErrors } from '../errors/index.ts'

export const dialectErrors = defineErrors({
  DIALECT_UNKNOWN_KEY: {
    status: 500,
    say: 'The dialect has no option "{key}".{meant}',
    hint: 'Known here: {known}.',
  },
  DIALECT_INVALID: { status: 500, say: 'The dialect option "{key}" must be {wanted}.' },
  DIALECT_UNKNOWN_PLACEHOLDER: {
    status: 500,
    say: 'The template "{template}" of the dialect has no placeholder "{placeholder}".',
    hint: 'It knows {known}.',
  },
  DIALECT_MISSING_PLACEHOLDER: {
    status: 500,
    say: 'The template "{template}" of the dialect needs "{placeholder}", exactly once.',
  },
  DIALECT_UNKNOWN_OPERATION: {
    status: 500,
    say: 'The dialect has words for "{name}", and there is no such operation.{meant}',
  },
})
