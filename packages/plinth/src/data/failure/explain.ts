import { type FieldProblem, httpErrors, PlinthError } from '../../errors/index.ts'
import { busy, dataErrors } from '../errors.ts'
import type { Constraints } from './constraints.ts'
import { isConnectionLoss } from './loss.ts'

/** What PostgreSQL says with an error. Its `detail` and `where` hold values of rows, its `message` those of class 22. */
interface Refusal {
  readonly code: string
  message: string
  stack?: string | undefined
  readonly schema?: string
  readonly table?: string
  readonly column?: string
  readonly constraint?: string
  readonly routine?: string
  readonly hint?: string
  detail?: string | undefined
  where?: string | undefined
}

/** How a column is called on the wire. Default: its name in camel case. */
export type FieldName = (table: string | undefined, column: string) => string

export interface Explaining {
  readonly constraints: Constraints
  readonly fieldName: FieldName
}

type Explain = (refusal: Refusal, explaining: Explaining, text: string) => Promise<PlinthError> | PlinthError

const problem = (field: string, message: string) => (cause: unknown) => invalidField({ field, message }, cause)

/** By SQLSTATE: PostgreSQL's manual, appendix A. */
const explanations: Readonly<Record<string, Explain>> = {
  '23505': async (refusal, explaining) => taken(refusal, await fieldsOf(refusal, explaining)),
  '23P01': async (refusal, explaining) => taken(refusal, await fieldsOf(refusal, explaining)),
  '23503': reference,
  // RESTRICT has a code of its own since PostgreSQL 18.
  '23001': reference,
  '23514': async (refusal, explaining) => {
    const fields = await fieldsOf(refusal, explaining)
    const message = `Not allowed by the rule ${refusal.constraint ?? 'of this table'}.`
    return invalidField({ field: fields.length === 1 ? (fields[0] ?? '') : '', message }, refusal)
  },
  '23502': (refusal, { fieldName }) =>
    invalidField({ field: fieldName(refusal.table, refusal.column ?? ''), message: 'Required.' }, refusal),
  '22001': problem('', 'A text is too long.'),
  '22003': problem('', 'A number is out of range.'),
  '22007': problem('', 'A date is not valid.'),
  '22008': problem('', 'A date is out of range.'),
  '22009': problem('', 'A time zone is out of range.'),
  '22015': problem('', 'A duration is out of range.'),
  '22021': problem('', 'A text holds characters that cannot be stored.'),
  '22P02': problem('', 'A value has the wrong form.'),
  '22P05': problem('', 'A text holds characters that cannot be stored.'),
  '42501': cause => (cause.routine === 'aclcheck_error' ? failed(cause) : httpErrors.FORBIDDEN(undefined, { cause })),
  '40001': busy,
  '40P01': busy,
  '53300': busy,
  '55P03': cause => dataErrors.DATABASE_TIMEOUT(undefined, { cause }),
  // Of plinth.check_rows.
  PL402: cause => dataErrors.PLAN_LIMIT_REACHED(JSON.parse(cause.hint ?? '{}'), { cause }),
  '57014': cause => dataErrors.DATABASE_TIMEOUT(undefined, { cause }),
}

/**
 * Turns what went wrong with a statement into a coded error. Values of rows never leave: neither to the client nor
 * with the cause to the log.
 */
export async function explain(error: unknown, text: string, explaining: Explaining): Promise<PlinthError> {
  if (error instanceof PlinthError) return error
  if (isConnectionLoss(error)) return httpErrors.UNAVAILABLE(undefined, { cause: error })
  const refusal = error as Refusal
  dropValues(refusal)
  return explanations[refusal.code]?.(refusal, explaining, text) ?? failed(refusal)
}

/** Class 22, data exceptions, quotes what was sent: `invalid input syntax for type uuid: "…"`. */
function dropValues(refusal: Refusal): void {
  refusal.detail = undefined
  refusal.where = undefined
  if (!refusal.code?.startsWith('22')) return
  const clean = refusal.message.replace(/".*"/s, '"…"')
  refusal.stack = refusal.stack?.replace(refusal.message, () => clean)
  refusal.message = clean
}

function failed(cause: Refusal): PlinthError {
  return dataErrors.DATABASE_FAILED({ sqlstate: cause.code ?? 'none' }, { cause })
}

function invalidField(fieldProblem: FieldProblem, cause: unknown): PlinthError {
  return httpErrors.VALIDATION_FAILED([fieldProblem], { cause })
}

function taken(cause: Refusal, fields: readonly string[]): PlinthError {
  const reason =
    fields.length === 0 ? 'It exists already.' : `There is one with the same ${fields.join(' and ')} already.`
  return httpErrors.CONFLICT({ reason, fields }, { cause })
}

/** A key to a row that is not there is the sender's mistake; a row that others still point to is a conflict. */
async function reference(refusal: Refusal, explaining: Explaining, text: string): Promise<PlinthError> {
  const pointedTo = /^\s*delete\b/i.test(text) || /^update or delete/.test(refusal.message)
  if (pointedTo)
    return httpErrors.CONFLICT({ reason: 'Something else still refers to it.', fields: [] }, { cause: refusal })
  const [field = ''] = await fieldsOf(refusal, explaining)
  return invalidField({ field, message: 'Refers to something that does not exist.' }, refusal)
}

async function fieldsOf(
  { schema, table, constraint }: Refusal,
  { constraints, fieldName }: Explaining,
): Promise<string[]> {
  const columns = await constraints.columns(schema ?? 'public', constraint ?? '')
  return columns.map(column => fieldName(table, column))
}

/** `created_at` is `createdAt`. */
export const camelCase: FieldName = (_table, column) =>
  column.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
