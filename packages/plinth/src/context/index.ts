/** The context of a request or a job, carried through every await. */
export { type Context, currentContext, runInContext } from './context.ts'
