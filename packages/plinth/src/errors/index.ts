/** Coded errors: one class, codes per feature, details that may leave the process and causes that never do. */
export { defineError, defineErrors, type ErrorFactory } from './define.ts'
export { type ErrorExtras, type ErrorSpec, PlinthError } from './error.ts'
export {
  conflict,
  type FieldProblem,
  forbidden,
  httpErrors,
  invalid,
  notFound,
  notImplemented,
  unauthenticated,
} from './http.ts'
