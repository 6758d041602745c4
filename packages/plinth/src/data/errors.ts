import { defineErrors, type PlinthError } from '../errors/index.ts'

export const dataErrors = defineErrors({
  DATABASE_UNREACHABLE: {
    status: 503,
    say: '{variable} ({value}): {reason}',
    hint: '{mend}',
  },
  DATABASE_ROLE: {
    status: 500,
    say: '{variable} ({value}): the login {role} is not bound by row-level security: {reason}',
    hint: '{mend}',
  },
  DATABASE_TIMEOUT: {
    status: 503,
    say: 'The database took too long to answer.',
    hint: 'A statement is stopped after 10 seconds. The log names it: look for a missing index, or for a lock.',
  },
  DATABASE_BUSY: {
    status: 503,
    say: 'The database is too busy right now. Try again.',
    hint: 'All connections were in use for 2 seconds. Look for long transactions, or raise DATABASE_POOL.',
  },
  PLAN_LIMIT_REACHED: {
    status: 402,
    say: 'The plan {plan} allows {most} {limit}.',
    hint: '`details.next` is the next plan that allows more; null where none does.',
  },
  DATABASE_FAILED: {
    status: 500,
    say: 'Something went wrong in the database.',
    hint: 'PostgreSQL refused a statement (SQLSTATE {sqlstate}): the cause is in the log.',
  },
  TRANSACTION_ABORTED: {
    status: 500,
    say: 'The transaction was rolled back, because an error inside it was swallowed.',
    hint: 'After a failed statement nothing of a transaction can be kept. Wrap what may fail in a nested transaction.',
  },
  TRANSACTION_COMMAND: {
    status: 500,
    say: '{command} was sent as a statement.',
    hint: 'Use `transaction`: it joins the one that is open, nests by savepoints, and keeps the tenant.',
  },
  TRANSACTION_OVER: {
    status: 500,
    say: 'A statement came after its transaction had ended.',
    hint: 'Await everything inside of `transaction`, and leave what comes later to `afterCommit`.',
  },
})

/** DATABASE_BUSY, with the header that says when to come again. */
export const busy = (cause?: unknown): PlinthError =>
  dataErrors.DATABASE_BUSY(undefined, { headers: { 'retry-after': '1' }, ...(cause === undefined ? {} : { cause }) })
