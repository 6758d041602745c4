import { defineErrors } from './define.ts'
import type { PlinthError } from './error.ts'

/** One wrong field: `field` is its dotted wire name, `''` the whole body. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

export const httpErrors = defineErrors({
  BAD_REQUEST: { status: 400, say: 'The request is malformed.' },
  VALIDATION_FAILED: { status: 400, say: 'Some fields are not valid.', hint: 'Each entry of details names a field.' },
  UNAUTHENTICATED: { status: 401, say: 'Sign in first.', hint: 'Send the access token where the dialect says.' },
  FORBIDDEN: { status: 403, say: 'You may not do this.' },
  NOT_FOUND: { status: 404, say: 'No {what} found.', hint: 'It does not exist, or you may not see it.' },
  METHOD_NOT_ALLOWED: { status: 405, say: 'This method is not allowed here.' },
  CONFLICT: { status: 409, say: '{reason}' },
  PRECONDITION_FAILED: { status: 412, say: 'It was changed by somebody else.', hint: 'Read it again, then retry.' },
  BODY_TOO_LARGE: { status: 413, say: 'The body is larger than {limit}.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, say: 'Send the body as application/json.' },
  NOT_IMPLEMENTED: { status: 501, say: '{what} is not implemented yet.', hint: '{evidence}' },
  INTERNAL: { status: 500, say: 'Something went wrong on our side.', hint: 'Find the request id in the log.' },
  UNAVAILABLE: { status: 503, say: 'The service is not available right now.' },
})

/** 404. `notFound('order')` says "No order found." Use it also for what the actor may not see. */
export const notFound = (what = 'such thing'): PlinthError => httpErrors.NOT_FOUND({ what })

/** 409, with a sentence for the user. */
export const conflict = (reason: string): PlinthError => httpErrors.CONFLICT({ reason })

/** 403. */
export const forbidden = (): PlinthError => httpErrors.FORBIDDEN()

/** 401. */
export const unauthenticated = (): PlinthError => httpErrors.UNAUTHENTICATED()

/** The validation error, one entry a field. The dialect decides the status (400 or 422) and the shape. */
export const invalid = (problems: readonly FieldProblem[]): PlinthError => httpErrors.VALIDATION_FAILED(problems)

/** 501 with the evidence of who asks for it: what a generated project answers until you write the code. */
export const notImplemented = (what: string, evidence: string): PlinthError =>
  httpErrors.NOT_IMPLEMENTED({ what, evidence })
