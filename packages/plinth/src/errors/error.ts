/** How one code is declared: its status, what it says, and what a person can do about it. */
export interface ErrorSpec {
  /** HTTP status that doors answer with. */
  readonly status: number
  /** The sentence for people. `{name}` is filled from the details. */
  readonly say: string
  /** What to do about it, shown to operators and in `docs/errors.md`. */
  readonly hint?: string
}

export interface ErrorExtras {
  /** What went wrong underneath. Logged, and never sent to a client. */
  readonly cause?: unknown
  /** Response headers that belong to the answer, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * The one error class. `code`, `message` and `details` may leave the process; `cause` never does.
 * Make your own with `defineError`, or throw a ready one such as `notFound('order')`.
 */
export class PlinthError extends Error {
  override readonly name = 'PlinthError'
  readonly code: string
  readonly status: number
  readonly hint: string | undefined
  readonly details: unknown
  readonly headers: Readonly<Record<string, string>> | undefined

  constructor(spec: ErrorSpec & { readonly code: string }, details?: unknown, extras: ErrorExtras = {}) {
    super(fill(spec.say, details), extras.cause === undefined ? undefined : { cause: extras.cause })
    this.code = spec.code
    this.status = spec.status
    this.hint = spec.hint === undefined ? undefined : fill(spec.hint, details)
    this.details = details
    this.headers = extras.headers
  }
}

function fill(text: string, details: unknown): string {
  if (typeof details !== 'object' || details === null) return text
  return text.replace(/\{(\w+)\}/g, (hole, key: string) =>
    Object.hasOwn(details, key) ? String((details as Record<string, unknown>)[key]) : hole,
  )
}
