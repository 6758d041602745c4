/** What the server says about one field. */
export interface FieldProblem {
  field: string
  message: string
}

/** What a failed answer carries. */
export interface ErrorBody {
  error: string
  code: string
  details?: FieldProblem[]
  requestId?: string
}

/** A request that the server refused, or that never reached it (`status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly details: FieldProblem[]
  readonly requestId: string | undefined

  constructor(status: number, body: ErrorBody) {
    super(body.error)
    this.status = status
    this.code = body.code
    this.details = body.details ?? []
    this.requestId = body.requestId
  }
}

/** True when the server does not serve this feature: the caller shows a note instead of an error. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 501)
}

/** The sentence to show for anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something went wrong. Please try again.'
}

/** The server's complaints by field name, for a form. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(error.details.map(({ field, message }) => [field, message]))
}
